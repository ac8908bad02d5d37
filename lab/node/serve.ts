import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Lab } from '../lab.ts'
import { answerWith, headersOf } from './answer.ts'
import { connectLab } from './connect/connect.ts'

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
export async function serveLab(lab: Pick<Lab, 'fetch' | 'connect'>, { port, prefix = '', host, token }: ServeOptions): Promise<ServedLab> {
  const upgraded = new Set<Duplex>()
  const seen = (request: IncomingMessage) => ({ url: `http://${host ?? request.headers.host ?? 'localhost'}${pathOf(request, prefix)}`, headers: withToken(request, token) })
  const server = createServer((request, response) => {
    answerWith((web) => lab.fetch(web), { request, response, ...seen(request) }).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    connectLab(lab, { request, socket, head, ...seen(request) })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  return { url: `http://127.0.0.1:${portOf(server)}${prefix}`, close: () => closeNow(server, upgraded) }
}

function pathOf({ url = '/' }: IncomingMessage, prefix: string): string {
  return url.slice(url.startsWith(prefix) ? prefix.length : 0) || '/'
}

function withToken(request: IncomingMessage, token: string | undefined): Headers {
  const headers = headersOf(request)
  if (token && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`)
  return headers
}

function portOf(server: Server): number {
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}

function closeNow(server: Server, upgraded: ReadonlySet<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
    for (const socket of upgraded) socket.destroy()
  })
}
