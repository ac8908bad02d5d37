import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { endToEnd } from '../../../lib/http-headers.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

export interface PortForward {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly port: number
  /** Called instead of an answer when nothing listens on the port. */
  onNobody(): void
}

/** Passes a request to a port of the learner's machine. The connection is made inside; no host name is ever looked up. */
export function forwardToPort(sandbox: Sandbox, { request, response, port, onNobody }: PortForward): void {
  sandbox.connect(port).then((connection) => {
    const upstream = httpRequest({
      createConnection: () => connection,
      method: request.method,
      path: request.url,
      headers: toHeaders(endToEnd(request.headers)),
      setHost: false,
    })
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, toHeaders(endToEnd(answer.headers)))
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    upstream.on('error', () => (response.headersSent ? response.destroy() : onNobody()))
    response.on('close', () => upstream.destroy())
    request.pipe(upstream)
  }, onNobody)
}

export interface PortUpgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly port: number
}

/** Passes a WebSocket (or any upgrade) through as bytes. */
export function upgradeToPort(sandbox: Sandbox, { request, socket, head, port }: PortUpgrade): void {
  socket.on('error', () => socket.destroy())
  sandbox.connect(port).then((connection) => {
    connection.on('error', () => socket.destroy())
    socket.on('close', () => connection.destroy())
    connection.on('close', () => socket.destroy())
    connection.write(`${requestHead(request)}\r\n`)
    if (head.length > 0) connection.write(head)
    connection.pipe(socket).pipe(connection)
  }, () => socket.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n'))
}

// Upgrade and Connection belong to this hop but are its very purpose, so the head goes on as it came.
function requestHead(request: IncomingMessage): string {
  const lines = [`${request.method} ${request.url} HTTP/1.1`]
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`)
  return `${lines.join('\r\n')}\r\n`
}

function toHeaders(pairs: readonly (readonly [string, string])[]): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of pairs) {
    const before = headers[name]
    headers[name] = before === undefined ? value : [before, value].flat()
  }
  return headers
}
