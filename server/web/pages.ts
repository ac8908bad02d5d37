import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { packedFiles } from './packed-files.ts'

/** Whoever answers requests for our own pages. */
export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

interface NextOptions {
  /** Folder that holds `app/` and `.next/`. */
  readonly folder: string
  readonly dev: boolean
  readonly hostname: string
  readonly port: number
}

/** The pages in `app/`. Next is loaded here only, so that a server without pages never carries it. */
export async function nextPages({ folder, dev, hostname, port }: NextOptions): Promise<Pages> {
  const { default: next } = await import('next')
  // Next hooks itself onto the upgrades of the server that it stands behind and fails on those it does not know. It gets one
  // that never listens; ours hands it what is its own.
  const app = next({ dev, dir: folder, hostname, port, httpServer: createServer() })
  await app.prepare()
  const handle = app.getRequestHandler()
  const servePacked = dev ? () => false : packedFiles(join(folder, '.next', 'static'))
  const upgrade = app.getUpgradeHandler()
  return {
    async handle(request, response) {
      if (!servePacked(request, response)) await handle(request, response)
    },
    ...(dev ? { upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void upgrade(request, socket, head) } : {}),
    close: () => app.close(),
  }
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
