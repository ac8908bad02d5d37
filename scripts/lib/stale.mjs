import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

const sources = ['app', 'components', 'lib', 'server', 'lab', 'cli', 'public', 'scripts', 'package-lock.json', 'package.json',
  'next.config.ts', 'proxy.ts', 'tsconfig.json', 'tsconfig.base.json']
const marker = join(root, 'dist', '.build-id')

/** A hash of every source file: equal trees give equal builds, whatever the clock says. */
export function sourceHash() {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source)
  return hash.digest('hex')
}

export function isBuilt(hash) {
  return existsSync(marker) && readFileSync(marker, 'utf8') === hash && existsSync(join(root, '.next', 'BUILD_ID'))
}

export function markBuilt(hash) {
  writeFileSync(marker, hash)
}

/** Adds a file, or all files below a folder, to a hash. */
export function addTo(hash, path) {
  const absolute = join(root, path)
  if (!existsSync(absolute)) return
  const entries = tryList(absolute)
  if (!entries) {
    hash.update(path).update('\0').update(readFileSync(absolute)).update('\0')
    return
  }
  for (const entry of entries) {
    if (!entry.includes('.test.')) addTo(hash, `${path}/${entry}`)
  }
}

function tryList(path) {
  try {
    return readdirSync(path).sort()
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined
    throw error
  }
}
