import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { hostEnvironment } from '../linux/engine.ts'

interface RunOptions {
  /** Where the runtime writes what went wrong. */
  readonly logPath: string
  readonly timeoutMs: number
}

/**
 * Runs the command that brings a container up and goes; the container stays.
 * @throws Error with what it said, or else with the end of its log
 */
export function runToEnd(command: string, args: readonly string[], { logPath, timeoutMs }: RunOptions): Promise<void> {
  rmSync(logPath, { force: true })
  // The first process inside keeps what the runtime was given: nothing.
  const child = spawn(command, args, { cwd: '/', env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv, stdio: ['ignore', 'ignore', 'pipe'], timeout: timeoutMs, killSignal: 'SIGKILL' })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      child.stderr.destroy()
      if (code === 0) resolve()
      else reject(new Error(`The sandbox did not come up: ${complaint.trim() || readLog(logPath) || `the runtime ended with ${code}`}`))
    })
  })
}

function readLog(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().slice(-2000)
  } catch {
    // It did not even begin to write one.
    return ''
  }
}
