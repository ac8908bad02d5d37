import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'

export interface Player {
  /** Address of the catalogue, without a final slash. */
  readonly url: string
  /** Everything printed so far. */
  output(): string
}

interface PlayerOptions {
  /** Folder of scenarios to serve. */
  readonly scenarios: string
  /** More settings, as environment variables. */
  readonly env?: Readonly<Record<string, string>>
}

// The plainest by default: e2e is about the player. REHEARSAL_DRIVER=oci npx playwright test … runs the same on another.
const testDriver = process.env.REHEARSAL_DRIVER ?? 'local'

/** Tests whose worker runs one built player on a port of its own and shows at the end that nothing of it is left. */
export function testWithPlayer(options: PlayerOptions) {
  return base.extend<object, { player: Player }>({
    player: [async ({ browserName }, use) => {
      if (browserName !== 'chromium') throw new Error(`Expected Chromium, got ${browserName}`)
      const running = await startPlayer(options)
      await use(running)
      await running.stop()
    }, { scope: 'worker', timeout: 60_000 }],
  })
}

/** Starts the built product as `npm start` does. `stop` ends it and throws when a process of it is left. */
export async function startPlayer({ scenarios, env }: PlayerOptions): Promise<Player & { stop(): Promise<void> }> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'rehearsal-e2e-'))
  const child = spawn(process.execPath, [join('dist', 'start.js'), '--port', '0', '--scenarios', scenarios], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', REHEARSAL_DATA: dataFolder, REHEARSAL_DRIVER: testDriver, ...env },
  })
  let printed = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const address = /https?:\/\/[^\s/]+/.exec(printed)?.[0]
      if (address) resolve(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`The player ended with status ${code} before it served:\n${printed}`)))
  })
  return {
    url,
    output: () => printed,
    async stop() {
      await ended(child)
      const left = processesWith(dataFolder)
      rmSync(dataFolder, { recursive: true, force: true })
      if (left.length > 0) throw new Error(`Left behind after the end:\n${left.join('\n')}`)
    },
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

/** Command lines of processes whose environment names our data folder: whatever the player started and did not end. */
function processesWith(dataFolder: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(dataFolder)) return []
      return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`]
    } catch {
      return [] // The process ended while we looked, or belongs to somebody else.
    }
  })
}
