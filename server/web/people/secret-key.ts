import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const keyBytes = 32

/** The key that signs cookies: made at the first start, kept in the data folder, readable by us alone. There is no default. */
export function readOrMakeKey(dataFolder: string): Uint8Array {
  const path = join(dataFolder, 'cookie.key')
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  if (!existsSync(path)) make(path)
  const key = readFileSync(path)
  if (key.length !== keyBytes) throw new Error(`Expected ${path} to hold ${keyBytes} bytes, got ${key.length}. Remove it to have a new one made; everybody is signed out then.`)
  return key
}

// Written whole under another name first: a full disk or a crash must not leave half a key behind.
function make(path: string): void {
  const fresh = `${path}.${process.pid}`
  try {
    writeFileSync(fresh, randomBytes(keyBytes), { mode: 0o600, flush: true })
    linkSync(fresh, path)
  } catch (error) {
    if (!isExisting(error)) throw error
  } finally {
    rmSync(fresh, { force: true })
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
