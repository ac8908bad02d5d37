import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'

/** Enough to tell a full disk from one with room for keys, records and a log. */
const probeBytes = 64 * 1024

/**
 * Makes the data folder and writes a file there once: better one sentence now than two processes that cannot start.
 * @throws ConfigError
 */
export function checkDataFolder(folder: string): void {
  const probe = join(folder, `.probe-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(probe, Buffer.alloc(probeBytes), { flush: true })
  } catch (cause) {
    throw new ConfigError(`REHEARSAL_DATA: Expected a folder that can be written and has some room, got ${folder} (${cause instanceof Error ? cause.message : String(cause)}).`, { cause })
  } finally {
    try {
      rmSync(probe, { force: true })
    } catch {
      // What could not be made need not be removed; the reason is told above.
    }
  }
}

/** @throws ConfigError when there is no such folder: an empty catalogue would not say why */
export function checkScenariosFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found?.isDirectory()) throw new ConfigError(`REHEARSAL_SCENARIOS (--scenarios): Expected a folder with scenarios, got ${folder}, ${found ? 'which is a file' : 'which does not exist'}.`)
}
