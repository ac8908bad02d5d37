import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { PageFile, PageFiles } from '../images/telemetry/page-files.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The pages that `lab/pages/build.mjs` wrote into a folder; nothing when there is no such folder. */
export function readPages(folder: string): PageFiles {
  if (!existsSync(folder)) return {}
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && types[extname(entry.name)] !== undefined)
  return Object.fromEntries(files.map((entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path.slice(join(folder, '/').length).replaceAll('\\', '/'), readPage(path)]
  }))
}

function readPage(path: string): PageFile {
  const body = readFileSync(path)
  return { type: types[extname(path)] ?? 'application/octet-stream', body: new Uint8Array(body), gzip: new Uint8Array(gzipSync(body)) }
}
