import { rmSync } from 'node:fs'
import { createServer, get, type Server } from 'node:http'
import { join } from 'node:path'
import { roleHeader } from '../../lib/person-headers.ts'
import type { Pages } from './pages.ts'

/** What a catalogue's page leads to. */
const scenarioLink = /href="(\/learn\/[^"/?#]+)"/

/**
 * Renders the catalogue and a scenario's first step for nobody, on a socket of its own: what loads and compiles at the first page
 * is there before a learner asks for it. A page that fails here fails again for whoever asks, and is told then.
 */
export async function warmUp(pages: Pages, folder: string): Promise<void> {
  const path = join(folder, `warm-up-${process.pid}.sock`)
  rmSync(path, { force: true })
  const server = createServer((request, response) => {
    request.headers[roleHeader] = 'learner'
    pages.handle(request, response).catch(() => response.destroy())
  })
  try {
    await listen(server, path)
    const first = scenarioLink.exec(await ask(path, '/'))?.[1]
    if (first) await ask(path, `${first}/1`)
  } catch {
    // Nobody waits for it.
  } finally {
    server.close()
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
}

function ask(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ socketPath, path, headers: { host: 'localhost' }, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk }).on('end', () => resolve(text)).on('error', reject)
    }).on('error', reject)
  })
}
