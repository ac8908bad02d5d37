import { chmod, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = dirname(fileURLToPath(import.meta.url))

/**
 * Bundles oc, kubectl and istioctl into one executable file that needs nothing beside Node. It runs as an ES module and as a
 * CommonJS file alike, so that it may be copied or linked anywhere, under any of its three names.
 */
export async function buildCli(outFile) {
  await mkdir(dirname(outFile), { recursive: true })
  await build({
    entryPoints: [join(folder, 'main.ts')],
    outfile: outFile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.20',
    format: 'iife',
    legalComments: 'none',
    banner: { js: '#!/usr/bin/env node\nvar require=process.getBuiltinModule;' },
  })
  await chmod(outFile, 0o755)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCli(process.argv[2] ?? join(folder, '..', '..', 'dist', 'lab-cli.js'))
