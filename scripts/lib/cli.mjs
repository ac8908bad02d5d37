import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './run.mjs'
import { addTo } from './stale.mjs'

const folder = join(root, 'dist', 'cli')
const program = join(folder, 'main.js')
const marker = join(folder, '.build-id')
/** What the program is made of; far less than the whole product. */
const sources = ['cli', 'lib', 'server/host/scripts/assets', 'package-lock.json']

/** The program behind `rehearsal`, built when its sources changed since the last time. */
export async function loadProgram() {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source)
  const id = hash.digest('hex')
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== id) await buildProgram(id)
  return import(pathToFileURL(program).href)
}

async function buildProgram(id) {
  const { build, stop } = await import('esbuild')
  mkdirSync(folder, { recursive: true })
  await build({
    absWorkingDir: root,
    entryPoints: { main: 'cli/main.ts' },
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  })
  // esbuild's own process would stay for as long as ours, which may go on to serve.
  await stop()
  writeFileSync(marker, id)
}
