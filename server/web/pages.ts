import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Whoever answers requests for our own pages. */
export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

/** A server for sockets and previews alone. */
export function noPages(): Pages {
  return {
    async handle(_request, response) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There are no pages here.\n')
    },
    async close() {
      // Nothing was opened.
    },
  }
}
