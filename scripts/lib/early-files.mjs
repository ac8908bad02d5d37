import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A class name that xterm.js gives. */
const terminalMark = 'xterm-helper-textarea'
/** What a scenario's pages show when one fails: Next waits for it before a page comes alive, and asks for it only then. */
const fallback = '[project]/app/learn/[slug]/error.tsx'

/**
 * Writes into the folder of a build which scripts and style sheets a page beside a machine needs that Next does not name in its
 * HTML. A page that asks for them at once need not wait for them later; one that does not, because they cannot be found here, waits.
 */
export async function nameEarlyFiles(folder) {
  const files = new Set([...await filesOfFallback(folder), ...await filesOfTerminal(folder)])
  await writeFile(join(folder, 'early-files.json'), JSON.stringify([...files]))
}

async function filesOfFallback(folder) {
  const manifest = await readFile(join(folder, 'server', 'app', 'learn', '[slug]', '[page]', 'page_client-reference-manifest.js'), 'utf8').catch(() => '')
  const entry = manifest.split(JSON.stringify(fallback))[1]
  const chunks = /"chunks":(\[[^\]]*\])/.exec(entry ?? '')?.[1]
  // What stands before it in the list the workspace needs as well, and Next names that.
  return chunks ? JSON.parse(chunks).slice(-1) : []
}

async function filesOfTerminal(folder) {
  const chunks = join(folder, 'static', 'chunks')
  const names = (await readdir(chunks)).filter((name) => name.endsWith('.js'))
  const texts = await Promise.all(names.map((name) => readFile(join(chunks, name), 'utf8')))
  const terminal = names.find((_name, at) => texts[at].includes(terminalMark))
  // How a chunk says what to fetch for an import().
  const lists = texts.flatMap((text) => [...text.matchAll(/Promise\.all\((\["static\/chunks\/[^\]]*\])/g)].map(([, list]) => JSON.parse(list)))
  const files = lists.find((list) => list.includes(`static/chunks/${terminal}`)) ?? []
  return files.map((file) => `/_next/${file}`)
}
