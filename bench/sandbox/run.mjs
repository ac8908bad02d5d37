import { mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// Node runs no TypeScript by itself in all versions we support; the packages stay where they are. The folder is as deep as
// server/testing, from where that looks for the project.
const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(dirname(here))
const folder = mkdtempSync(join(root, 'node_modules', '.bench-sandbox-'))
try {
  const outfile = join(folder, 'bench.mjs')
  await build({ entryPoints: [join(here, 'bench.ts')], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'warning' })
  const { main } = await import(pathToFileURL(outfile).href)
  await main(process.argv.slice(2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
