import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export interface Lag {
  /** How late the event loop was, in milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface LagProbe {
  /** Environment that a server must be started with. */
  readonly env: Readonly<Record<string, string>>
  /** What a process of it was late by since this was asked the last time. */
  take(pid: number): Promise<Lag>
  close(): void
}

const answerMs = 30_000

/** Measures event loops of other processes, by a module that is preloaded into them. */
export function openLagProbe(): LagProbe {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-lag-'))
  const probe = pathToFileURL(fileURLToPath(new URL('../../bench/sandbox/lag-probe.mjs', import.meta.url)))
  return {
    env: { NODE_OPTIONS: `--import=${probe.href}`, BENCH_LAG_FOLDER: folder },
    async take(pid) {
      const path = join(folder, String(pid))
      process.kill(pid, 'SIGUSR2')
      for (const deadline = performance.now() + answerMs; !existsSync(path);) {
        if (performance.now() > deadline) throw new Error(`Process ${pid} did not say how late its event loop is`)
        await new Promise((resolve) => {
          setTimeout(resolve, 20)
        })
      }
      const lag = JSON.parse(readFileSync(path, 'utf8')) as Lag
      rmSync(path)
      return lag
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function tellLag(names: readonly string[], lags: readonly Lag[]): string {
  return lags.map(({ p99, max }, at) => `${names[at] ?? ''} p99 ${p99.toFixed(0)} ms, most ${max.toFixed(0)} ms`).join('; ')
}
