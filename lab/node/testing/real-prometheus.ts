import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A Prometheus of this machine, for tests that ask it what is right. */
export interface RealPrometheus {
  /** Path and query, e.g. `/api/v1/query?query=up`; the parsed JSON of its answer. */
  get(path: string): Promise<unknown>
  /** Ends the process and removes its data. */
  stop(): Promise<void>
}

interface Options {
  /** Samples to start with, in the text format of OpenMetrics. */
  readonly openMetrics?: string
  /** Its configuration file. */
  readonly config?: string
}

/** Why there is none to ask, or undefined where there is. */
export function whyNoPrometheus(): string | undefined {
  try {
    execFileSync('prometheus', ['--version'], { stdio: 'ignore' })
    execFileSync('promtool', ['--version'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'prometheus and promtool are not on the PATH'
  }
}

export async function startPrometheus({ openMetrics, config = 'global: {}\n' }: Options): Promise<RealPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-prometheus-'))
  const [samples, data, file] = ['samples.txt', 'data', 'prometheus.yml'].map((name) => join(folder, name))
  if (!samples || !data || !file) throw new Error('Expected three names, got fewer')
  writeFileSync(file, config)
  if (openMetrics !== undefined) {
    writeFileSync(samples, openMetrics)
    execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', samples, data], { stdio: 'ignore' })
  }
  const child = spawn('prometheus', [`--config.file=${file}`, `--storage.tsdb.path=${data}`, '--web.listen-address=127.0.0.1:0', '--storage.tsdb.retention.time=100y'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const stop = async () => {
    await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const address = await listeningAddress(child)
    await untilReady(address)
    return { get: async (path) => (await fetch(`${address}${path}`)).json(), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

/** It logs where it listens; port 0 lets the system choose. */
function listeningAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      const found = /msg="Listening on" address=(\S+)/.exec(log)
      if (found) resolve(`http://${found[1] ?? ''}`)
    })
    child.once('exit', () => reject(new Error(`Expected Prometheus to listen, got its end: ${log}`)))
  })
}

async function untilReady(address: string): Promise<void> {
  while (!(await fetch(`${address}/-/ready`)).ok) await new Promise((resolve) => setTimeout(resolve, 50))
}
