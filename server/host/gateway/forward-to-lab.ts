import type { IncomingMessage, ServerResponse } from 'node:http'
import { endToEnd } from '../../../lib/http-headers.ts'
import type { LabHandle } from '../labs/lab-pool.ts'

/** Unsent bytes of an answer at which its reader counts as gone: a watch must not fill our memory for somebody who stopped reading. */
const maxUnsentBytes = 8 * 1024 * 1024

/** Bytes of a request body that a lab takes; its largest real one is a file of manifests. */
const maxBodyBytes = 4 * 1024 * 1024

export interface LabForward {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Host name that the lab sees: it tells API server and router apart by it. */
  readonly host: string
  readonly path: string
}

/** Passes a request to a lab and streams its answer back; a client that goes away ends the lab's side too. */
export function forwardToLab(lab: LabHandle, { request, response, host, path }: LabForward): void {
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= maxBodyBytes) chunks.push(chunk)
  })
  request.on('error', () => response.destroy())
  request.on('end', () => {
    if (bytes > maxBodyBytes) {
      response.writeHead(413, { 'content-type': 'text/plain' }).end(`Expected a body of at most ${maxBodyBytes} bytes, got ${bytes}.\n`)
      return
    }
    send(Buffer.concat(chunks))
  })

  function send(body: Buffer): void {
    const url = `http://${host}${path.startsWith('/') ? path : `/${path}`}`
    const cancel = lab.fetch({ method: request.method ?? 'GET', url, headers: endToEnd(request.headers), body }, {
      head: ({ status, headers }) => {
        response.writeHead(status, grouped(headers))
        response.flushHeaders()
      },
      chunk: (data) => {
        response.write(data)
        if (response.writableLength > maxUnsentBytes) response.destroy()
      },
      end: () => void response.end(),
      fail: (message) => {
        if (response.headersSent) response.destroy()
        else response.writeHead(502, { 'content-type': 'text/plain' }).end(`The lab could not answer: ${message}\n`)
      },
    })
    // Not `request.on('close')`: Node fires that as soon as the body was read, and a watch would never deliver an event.
    response.on('close', cancel)
  }
}

/** Header pairs with equal names become one list, as `set-cookie` needs. */
function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {}
  for (const [name, value] of pairs) (headers[name] ??= []).push(value)
  return headers
}
