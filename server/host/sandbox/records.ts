import { mkdirSync, writeFileSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describeProcess, isAlive } from './owner.ts'

/**
 * One folder for each sandbox of a driver, made before anything else of it and removed after everything else: what a host
 * that died left behind is found there. Each says which host process it belongs to, so that two hosts that share a data
 * folder leave each other's sandboxes alone.
 */
export interface Records {
  /** Makes the folder and resolves to its path. */
  open(id: string): Promise<string>
  path(id: string): string
  close(id: string): Promise<void>
  /** Sandboxes whose host is gone. */
  orphans(): Promise<readonly string[]>
}

const idPattern = /^[A-Za-z0-9][\w.-]{0,63}$/

export function openRecords(folder: string): Records {
  const path = (id: string) => {
    if (!idPattern.test(id)) throw new Error(`Expected a sandbox id of letters, digits, ".", "_" and "-", got ${JSON.stringify(id)}`)
    return join(folder, id)
  }
  return {
    path,
    async open(id) {
      // Three calls that take less time than a thread to do them in, and many learners come at once.
      mkdirSync(path(id), { recursive: true, mode: 0o711 })
      writeFileSync(join(path(id), 'owner'), describeProcess(process.pid))
      return path(id)
    },
    close: (id) => rm(path(id), { recursive: true, force: true }),
    async orphans() {
      const names = await readdir(folder).catch(() => [])
      const owners = await Promise.all(names.map((name) => readFile(join(folder, name, 'owner'), 'utf8').catch(() => '')))
      return names.filter((name, at) => idPattern.test(name) && !isAlive(owners[at] ?? ''))
    },
  }
}
