import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { withChromium } from '../lib/chromium.mjs'
import { root, withPlayer } from '../lib/player.mjs'
import { weigh } from './weigh.mjs'

/**
 * What the workspace page costs over the wire, cold, until its terminal is there and nothing more comes.
 * Usage: npm run bench:page-weight [-- --all]; ends with status 1 when a bound is broken.
 */
const bounds = { total: 330, terminal: 190 }
const path = '/learn/istio-canary/1'
const encodings = [['gzip', 'gzip', gzipSync], ['Brotli', 'gzip, br', brotliCompressSync]]
const all = process.argv.includes('--all')

const rows = await withPlayer({ scenarios: 'scenarios' }, (address) => withChromium(async (browser) => {
  const found = []
  for (const [name, encoding, pack] of encodings) found.push({ name, pack, ...(await weigh(browser, { address, path, encoding })) })
  return found
}))

console.log('| compressed by | workspace page, KiB | of that the terminal | and with the code for a graphics card | requests |\n|---|---|---|---|---|')
for (const { name, pack, files, total, terminal } of rows) {
  const card = files.some(({ path: file }) => file.includes(graphicsChunk())) ? 0 : pack(readFileSync(join(chunkFolder(), graphicsChunk()))).length / 1024
  console.log(`| ${name} | ${total.toFixed(1)} | ${terminal.toFixed(1)} | ${(total + card).toFixed(1)} | ${files.length} |`)
}
console.log(`\nBounds: ${bounds.total} and ${bounds.terminal}. The code for a graphics card is fetched where there is one, once a terminal has printed much.`)
if (all) for (const { kib, type, path: file, part } of rows[0].files) console.log(`${kib.toFixed(1).padStart(8)}  ${type.padEnd(10)} ${part.padEnd(9)} ${file}`)
process.exitCode = rows.every(({ total, terminal }) => total <= bounds.total && terminal <= bounds.terminal) ? 0 : 1

function chunkFolder() {
  return join(root, '.next', 'static', 'chunks')
}

/** The built file that draws with a graphics card. */
function graphicsChunk() {
  return readdirSync(chunkFolder()).find((name) => name.endsWith('.js') && readFileSync(join(chunkFolder(), name), 'utf8').includes('webglcontextlost'))
}
