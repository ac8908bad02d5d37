import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Starts the built player on a free port, runs `task` with its address, and ends it whatever happens. */
export async function withPlayer({ scenarios, env = {} }, task) {
  const data = mkdtempSync(join(tmpdir(), 'rehearsal-bench-'))
  const child = spawn(process.execPath, [join('dist', 'start.js'), '--port', '0', '--scenarios', scenarios], {
    cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', REHEARSAL_DATA: data, ...env },
  })
  const ended = new Promise((resolve) => { child.once('exit', resolve) })
  try {
    return await task(await addressOf(child))
  } finally {
    child.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout.on('data', (chunk) => {
      printed += chunk
      const address = /https?:\/\/[^\s/]+/.exec(printed)?.[0]
      if (address) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`The player ended with status ${code} before it served:\n${printed}`)))
  })
}
