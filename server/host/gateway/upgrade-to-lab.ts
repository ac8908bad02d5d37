import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { LabHandle } from '../labs/lab-pool.ts'

export interface LabUpgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  /** Host name that the lab sees. */
  readonly host: string
  readonly path: string
  /** For requests that carry none. */
  readonly authorization: string | undefined
}

/** Connections to labs that one session's clients may hold open at a time. */
const mostOpen = 100
const open = new WeakMap<LabHandle, number>()

/** Hands a connection that is to be upgraded to the API server of a lab: exec, attach, port-forward. */
export function upgradeToLab(lab: LabHandle, { request, socket, head, host, path, authorization }: LabUpgrade): void {
  const count = open.get(lab) ?? 0
  if (count >= mostOpen) {
    socket.end('HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\n\r\n')
    return
  }
  open.set(lab, count + 1)
  socket.once('close', () => open.set(lab, (open.get(lab) ?? 1) - 1))
  lab.connect(Buffer.concat([Buffer.from(requestHead(request, { host, path, authorization }), 'latin1'), head]), socket)
}

/** The request as the lab is to read it: its own host and path, everything else as it came. */
function requestHead(request: IncomingMessage, { host, path, authorization }: Pick<LabUpgrade, 'host' | 'path' | 'authorization'>): string {
  const lines = [`${request.method ?? 'GET'} ${path.startsWith('/') ? path : `/${path}`} HTTP/1.1`, `Host: ${host}`]
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at] ?? ''
    if (name.toLowerCase() !== 'host') lines.push(`${name}: ${request.rawHeaders[at + 1] ?? ''}`)
  }
  if (authorization !== undefined && request.headers.authorization === undefined) lines.push(`Authorization: ${authorization}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
