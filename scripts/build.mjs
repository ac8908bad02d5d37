import { buildIfStale } from './lib/build.mjs'

await buildIfStale({ force: process.argv.includes('--force') })
