import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { Pages } from '../pages.ts'

export interface NextOptions {
  /** Folder that holds `app/` and `.next/`. */
  readonly folder: string
  readonly dev: boolean
  readonly hostname: string
  readonly port: number
}

/** The pages in `app/`. Next is loaded here only, so that a thread or a server without pages never carries it. */
export async function nextPages({ folder, dev, hostname, port }: NextOptions): Promise<Pages> {
  if (!dev) process.env['REHEARSAL_EARLY_FILES'] = earlyFiles(join(folder, '.next'))
  const { default: next } = await import('next')
  // Next hooks itself onto the upgrades of the server that it stands behind and fails on those it does not know. It gets one
  // that never listens; ours hands it what is its own.
  const app = next({ dev, dir: folder, hostname, port, httpServer: createServer() })
  await app.prepare()
  const handle = app.getRequestHandler()
  const upgrade = app.getUpgradeHandler()
  return {
    handle: (request, response) => handle(request, response),
    ...(dev ? { upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void upgrade(request, socket, head) } : {}),
    close: () => app.close(),
  }
}

/** Addresses of scripts and style sheets that the build names for pages to ask for at once, between spaces. */
function earlyFiles(folder: string): string {
  try {
    return (JSON.parse(readFileSync(join(folder, 'early-files.json'), 'utf8')) as readonly string[]).join(' ')
  } catch {
    return '' // A build without them only takes longer to come alive.
  }
}
