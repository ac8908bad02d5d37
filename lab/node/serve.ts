import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Lab } from '../lab.ts'

interface ServeOptions {
  /** Port on 127.0.0.1; 0 for a free one. */
  readonly port: number
  /** Path under which the lab is served, e.g. `/labs/x`; cut off before the lab sees it. */
  readonly prefix?: string
  /** Host name the lab is to see instead of the client's, e.g. that of its API server. */
  readonly host?: string
  /** Token given to requests that carry none: kubectl sends its token over TLS only. */
  readonly token?: string
}

export interface ServedLab {
  readonly url: string
  close(): Promise<void>
}

/** Serves one lab over HTTP on loopback: for tests and for trying things out. */
export async function serveLab(lab: Pick<Lab, 'fetch'>, { port, prefix = '', host, token }: ServeOptions): Promise<ServedLab> {
  const server = createServer((request, response) => {
    answer(lab, { request, response, prefix, host, token }).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  return { url: `http://127.0.0.1:${portOf(server)}${prefix}`, close: () => closeNow(server) }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly prefix: string
  readonly host: string | undefined
  readonly token: string | undefined
}

async function answer(lab: Pick<Lab, 'fetch'>, { request, response, prefix, host, token }: Exchange): Promise<void> {
  const path = (request.url ?? '/').slice(request.url?.startsWith(prefix) ? prefix.length : 0) || '/'
  const abort = new AbortController()
  // `response`, not `request`: Node closes the request as soon as its body was read, and no watch would ever deliver an event.
  response.on('close', () => abort.abort())
  const result = await lab.fetch(new Request(`http://${host ?? request.headers.host ?? 'localhost'}${path}`, {
    method: request.method ?? 'GET',
    headers: headersOf(request, token),
    signal: abort.signal,
    ...(request.method === 'GET' || request.method === 'HEAD' ? {} : { body: Buffer.concat(await request.toArray()) }),
  }))
  response.writeHead(result.status, Object.fromEntries([...new Set(result.headers.keys())].map((name) => [name, name === 'set-cookie' ? result.headers.getSetCookie() : (result.headers.get(name) ?? '')])))
  response.flushHeaders()
  if (!result.body) return void response.end()
  const body = Readable.from(result.body)
  body.on('error', () => response.destroy())
  abort.signal.addEventListener('abort', () => body.destroy())
  body.pipe(response)
}

function headersOf(request: IncomingMessage, token: string | undefined): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) for (const one of [value ?? []].flat()) headers.append(name, one)
  if (token && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`)
  return headers
}

function portOf(server: Server): number {
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}

function closeNow(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
