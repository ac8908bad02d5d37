import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'

interface Answering {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Address as it is to be seen. */
  readonly url: string
  /** Instead of those of the request. */
  readonly headers?: Headers
}

/** Answers a request of Node's HTTP server by a function of web-standard requests, streams included. */
export async function answerWith(fetch: (request: Request) => Promise<Response>, { request, response, url, headers = headersOf(request) }: Answering): Promise<void> {
  const abort = new AbortController()
  // `response`, not `request`: Node closes the request as soon as its body was read, and no watch would ever deliver an event.
  response.on('close', () => abort.abort())
  const result = await fetch(new Request(url, {
    method: request.method ?? 'GET',
    headers,
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

/** The headers of a request, those that came several times as often. */
export function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) for (const one of [value ?? []].flat()) headers.append(name, one)
  return headers
}
