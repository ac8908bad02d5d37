import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { root } from './player.mjs'

/**
 * Runs `main` of `bench/<name>/bench.ts` with the arguments of this process. Node runs no TypeScript by itself in all versions
 * we support. The bundle lies in node_modules, so that its packages are found; its folder is as deep as server/testing, from
 * where that looks for the project.
 */
export async function runBench(name) {
  const folder = mkdtempSync(join(root, 'node_modules', `.bench-${name}-`))
  try {
    const outfile = join(folder, 'bench.mjs')
    await build({ entryPoints: [join(root, 'bench', name, 'bench.ts')], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'warning' })
    const { main } = await import(pathToFileURL(outfile).href)
    await main(process.argv.slice(2))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
