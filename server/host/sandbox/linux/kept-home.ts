import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { homeInside } from './layout.ts'
import { hostEnvironment, type Engine } from './engine.ts'

const longestMs = 60_000

/**
 * Writes the home folder as an archive on the host's disk, made by a process inside: a learner's links stay links.
 * @throws when it could not be written whole; what was there before is gone then
 */
export async function saveHome(engine: Engine, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const unfinished = `${path}.new`
  await tar(engine, ['tar', '-C', homeInside, '-cf', '-', '.'], { output: openSync(unfinished, 'w', 0o600) })
  renameSync(unfinished, path)
}

/** Unpacks what was saved, and forgets it. Does nothing when nothing was. */
export async function restoreHome(engine: Engine, path: string): Promise<void> {
  if (!existsSync(path)) return
  await tar(engine, ['tar', '-C', homeInside, '--no-same-owner', '-xpf', '-'], { input: openSync(path, 'r') })
  rmSync(path)
}

function tar(engine: Engine, program: readonly string[], { input, output }: { readonly input?: number; readonly output?: number }): Promise<void> {
  const { command: [file = '', ...args], env } = engine.enter({ command: program, cwd: '/', env: { PATH: hostEnvironment.PATH } })
  const child = spawn(file, args, { cwd: '/', env: { ...env } as unknown as NodeJS.ProcessEnv, stdio: [input ?? 'ignore', output ?? 'ignore', 'pipe'], timeout: longestMs, killSignal: 'SIGKILL' })
  for (const descriptor of [input, output]) if (descriptor !== undefined) closeSync(descriptor)
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-1000)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    // Status 1 is "a file changed as we read it": the learner's programs go on meanwhile.
    child.once('close', (code) => (code === 0 || code === 1 ? resolve() : reject(new Error(`The home folder could not be kept: ${complaint.trim() || `tar ended with ${code}`}`))))
  })
}
