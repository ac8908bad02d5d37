import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export interface BuiltPrograms {
  readonly folder: string
  remove(): void
}

/** Bundles the server's programs into a folder of their own, so that a test runs what stands in the sources now. */
export async function buildPrograms(): Promise<BuiltPrograms> {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'server-'))
  await build({
    absWorkingDir: root, entryPoints: JSON.parse(readFileSync(join(root, 'server', 'entries.json'), 'utf8')),
    outdir: folder, bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'warning',
  })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface StartedServer {
  readonly url: URL
  readonly pid: number
  /** Everything printed so far. */
  output(): string
  /** The running process of that name; undefined while there is none. */
  pidOf(name: 'web' | 'host'): number | undefined
  /** Processes that belong to this server, shells included, ours left out. */
  processes(): readonly number[]
  /** Ends it as an operator does; resolves to its exit status. */
  stop(): Promise<number | null>
}

export interface ServerOptions {
  readonly programs: BuiltPrograms
  /** Program of every terminal, as the text of a script. */
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
  /** Puts more into the folder of scenarios before it starts. */
  readonly addScenarios?: (folder: string) => void
  /** Shell text that starts it, given the command as its arguments: `ulimit -n 100; exec "$@"`. */
  readonly launch?: string
  /** Where its data is kept instead of a folder that goes with it. */
  readonly data?: string
}

/** The server without pages: supervisor, web and host as real processes, one scenario named `plain`, shells on this machine. */
export async function startServer({ programs, shell, env = {}, addScenarios, launch = 'exec "$@"', data }: ServerOptions): Promise<StartedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'server-test-'))
  mkdirSync(join(folder, 'scenarios', 'plain'), { recursive: true })
  writeFileSync(join(folder, 'scenarios', 'plain', 'index.json'), '{"title":"Plain","details":{"steps":[{"title":"One","text":"one.md"}]},"backend":{"imageid":"ubuntu"}}')
  writeFileSync(join(folder, 'scenarios', 'plain', 'one.md'), 'Nothing.')
  addScenarios?.(join(folder, 'scenarios'))
  if (shell !== undefined) writeFileSync(join(folder, 'shell'), shell, { mode: 0o755 })
  const command = [process.execPath, join(programs.folder, 'start.js'), '--port', '0']
  const child = spawn('/bin/sh', ['-c', launch, 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      NODE_ENV: 'production', PATH: process.env['PATH'] ?? '', HOME: folder, REHEARSAL_DATA: data ?? folder, REHEARSAL_SCENARIOS: join(folder, 'scenarios'), REHEARSAL_ENVIRONMENTS: join(root, 'environments'),
      REHEARSAL_PAGES: 'none', REHEARSAL_DRIVER: 'local', ...(shell === undefined ? {} : { REHEARSAL_SHELL: join(folder, 'shell') }), ...env,
    },
  })
  let printed = ''
  const url = await new Promise<URL>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const address = /is ready: (\S+)/.exec(printed)?.[1]
      if (address) resolve(new URL(address))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${printed}`)))
  })
  const pid = child.pid ?? 0
  const processes = (): readonly number[] => processesWith(folder).filter((other) => other !== pid)
  return {
    url,
    pid,
    output: () => printed,
    pidOf: (name) => processes().find((other) => commandOf(other).includes(`${programs.folder}/${name}.js`)),
    processes,
    async stop() {
      const code = child.exitCode ?? await new Promise<number | null>((resolve) => {
        child.once('exit', resolve)
        child.kill('SIGTERM')
      })
      const left = processes()
      for (const other of left) process.kill(other, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
      if (left.length > 0) throw new Error(`Left behind: ${left.join(', ')}`)
      return code
    },
  }
}

function processesWith(mark: string): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => read(`/proc/${pid}/environ`).includes(mark))
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // It ended while we looked, or is somebody else's.
  }
}
