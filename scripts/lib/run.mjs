import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Runs a program in the project's folder with our own input and output; rejects when it does not end with status 0. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      ...options,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...options.env },
    })
    child.on('error', (cause) => reject(new Error(`${command} could not be started`, { cause })))
    child.on('exit', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? `status ${code}`}`))
    })
  })
}

/** Stops with one sentence where Node is too old, before anything else can fail in a puzzling way. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 20)) return
  console.error(`Rehearsal needs Node 20.20 or later; this is ${process.versions.node}.`)
  process.exit(1)
}
