import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))))

/** Bundles a worker as the build does, because threads run no TypeScript; for tests. Below the project, where its packages are found. */
export async function buildWorker(source: string): Promise<{ readonly file: URL; remove(): void }> {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'worker-'))
  const outfile = join(folder, 'worker.mjs')
  await build({ entryPoints: [join(root, source)], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'warning' })
  return { file: pathToFileURL(outfile), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
