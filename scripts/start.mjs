import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installIfNeeded } from './lib/install.mjs'
import { requireNode, root } from './lib/run.mjs'

requireNode()
await installIfNeeded('run')
const { buildIfStale } = await import('./lib/build.mjs')
await buildIfStale()
process.env.NODE_ENV ??= 'production'
await import(pathToFileURL(join(root, 'dist', 'start.js')).href)
