import { Agent, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { endToEnd } from '../../../lib/http-headers.ts'
import { parsePreviewHost } from '../../../lib/preview-host.ts'
import { forward } from '../forward.ts'

export interface PreviewOptions {
  /** What previews end in, with port: `localhost:3000`. */
  readonly domain: string
  /** The host process's gateway (a unix socket). */
  readonly gatewaySocket: string
  /** Names of our own cookies: a page of a learner's machine must never get one. */
  readonly ownCookies: readonly string[]
}

/** Pages of learners' machines, each on an origin of its own. We only pass them on; the host process knows where to. */
export interface Previews {
  isPreviewHost(host: string | undefined): boolean
  handle(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

export function createPreviews({ domain, gatewaySocket, ownCookies }: PreviewOptions): Previews {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  return {
    isPreviewHost: (host) => parsePreviewHost(host, domain) !== undefined,

    handle(request, response) {
      forward(request, response, {
        socketPath: gatewaySocket,
        agent,
        headers: forwardable(request, ownCookies),
        answerHeaders: withoutFrameBan,
        onNobody: () => unavailable(response),
      })
    },

    upgrade(request, socket, head) {
      const upstream = connect(gatewaySocket)
      socket.on('error', () => socket.destroy())
      upstream.on('error', () => socket.destroy())
      socket.on('close', () => upstream.destroy())
      upstream.on('close', () => socket.destroy())
      const headers = forwardable(request, ownCookies)
      headers.push('connection', 'Upgrade', 'upgrade', request.headers.upgrade ?? 'websocket')
      upstream.write(`${request.method} ${request.url} HTTP/1.1\r\n${headerLines(headers)}\r\n`)
      if (head.length > 0) upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    },

    close: () => agent.destroy(),
  }
}

/** Name, value, name, value …: the form that keeps repeated headers apart. */
function forwardable(request: IncomingMessage, ownCookies: readonly string[]): string[] {
  return endToEnd(request.headers).flatMap(([name, value]) => {
    if (name !== 'cookie') return [name, value]
    const kept = value.split(';').filter((pair) => !ownCookies.includes(pair.split('=')[0]?.trim() ?? ''))
    return kept.length > 0 ? [name, kept.join(';').trim()] : []
  })
}

// Pages shown in a tab of the workspace: a program's own ban on frames would leave the tab empty.
function withoutFrameBan(answer: IncomingMessage): string[] {
  return endToEnd(answer.headers).flatMap(([name, value]) => {
    if (name === 'x-frame-options') return []
    if (name !== 'content-security-policy') return [name, value]
    const kept = value.split(';').filter((directive) => !directive.trim().toLowerCase().startsWith('frame-ancestors'))
    return [name, kept.join(';')]
  })
}

function headerLines(headers: readonly string[]): string {
  let lines = ''
  for (let at = 0; at + 1 < headers.length; at += 2) lines += `${headers[at]}: ${headers[at + 1]}\r\n`
  return lines
}

function unavailable(response: ServerResponse): void {
  response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('The learners’ machines cannot be reached just now. Try again in a moment.\n')
}
