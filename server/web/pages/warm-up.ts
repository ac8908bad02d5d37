import { get } from 'node:http'
import { roleHeader } from '../../../lib/person-headers.ts'

/** What a catalogue's page leads to. */
const scenarioLink = /href="(\/learn\/[^"/?#]+)"/

/**
 * Renders the catalogue and a scenario's first step for nobody: what loads and compiles at the first page is there before a
 * learner asks for it. A page that fails here fails again for whoever asks, and is told then.
 * @param socketPath where the pages are
 */
export async function warmUp(socketPath: string): Promise<void> {
  try {
    const first = scenarioLink.exec(await ask(socketPath, '/'))?.[1]
    if (first) await ask(socketPath, `${first}/1`)
  } catch {
    // Nobody waits for it.
  }
}

function ask(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ socketPath, path, headers: { host: 'localhost', [roleHeader]: 'learner' }, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk }).on('end', () => resolve(text)).on('error', reject)
    }).on('error', reject)
  })
}
