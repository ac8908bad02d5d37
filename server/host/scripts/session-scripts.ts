import { posix } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { portAddress, replacePlaceholders } from '../../../lib/markdown/placeholders.ts'
import { readScript } from '../../../lib/scenario/read.ts'
import type { Page, Step } from '../../../lib/scenario/scenario.ts'
import { insideHome } from '../sandbox/home-path.ts'
import type { ScriptContext, SessionScripts } from '../sessions/session-parts.ts'
import { placeFiles } from './assets/place-files.ts'
import { readAssets } from './assets/read-assets.ts'
import { hostTools } from './host-tools.ts'
import { runCheck } from './run-check.ts'
import { runScript } from './run-script.ts'

export interface SessionScriptsOptions {
  readonly scenariosFolder: string
  /** A check and all it started are killed after so long. */
  readonly checkTimeoutMs?: number
  readonly backgroundTimeoutMs?: number
}

const scriptTimes = Object.freeze({
  checkTimeoutMs: 60_000,
  /** Longer than any session of strangers lives; a script that serves something may go on as long as that. */
  backgroundTimeoutMs: 12 * 60 * 60_000,
  hintTimeoutMs: 10_000,
})

const maxBackgroundOutput = 1024 * 1024

export interface AllSessionScripts extends SessionScripts {
  /** What a challenge's hint script prints for so many seconds spent; empty when it has nothing to say yet. */
  runHint(context: ScriptContext, step: Step, elapsedSeconds: number): Promise<string>
}

/** The scripts and assets of a folder of scenarios, run and placed through processes inside the learner's sandbox. */
export function sessionScripts({ scenariosFolder, ...times }: SessionScriptsOptions): AllSessionScripts {
  const { checkTimeoutMs, backgroundTimeoutMs, hintTimeoutMs } = { ...scriptTimes, ...times }

  /** A script with the session's addresses in it. @throws Error with a sentence when it cannot be read */
  async function load({ scenario, addresses }: ScriptContext, path: string): Promise<string> {
    const file = await readScript(scenariosFolder, scenario, path)
    if (!file.ok) throw new Error(`${path} of this scenario cannot be read (${file.problems.map(({ code }) => code).join(', ')}).`)
    return replacePlaceholders(file.text, addresses)
  }

  return {
    async placeFiles({ sandbox, scenario, addresses, keptHome = false }, homeFiles = {}) {
      const { files, warnings } = await readAssets(scenariosFolder, scenario)
      const { home } = sandbox
      const own = Object.entries(homeFiles).map(([path, { content, mode = 0o644 }]) => ({ path: posix.join(home, path), content: Buffer.from(content), mode, needed: true }))
      const tools = hostTools({ home, hostIp: addresses.hostIp, portAddress: portAddress(addresses, 'PORT') })
      const placed = files.map(({ target, name, content, executable, chmod }) => ({
        path: posix.join(insideHome(target, home), name), content, mode: executable ? 0o755 : 0o644, ...(chmod && { chmod }),
      }))
      // All at once costs one process inside; ours go first, so that an author's file of the same name wins.
      if (!keptHome) return [...warnings, ...await placeFiles(sandbox, [...own, ...tools, ...placed])]
      return [...warnings, ...await placeFiles(sandbox, own), ...await placeFiles(sandbox, [...tools, ...placed], { keepExisting: true })]
    },

    async runBackground(context, page: Page, onOutput) {
      if (!page.background) return
      const text = await load(context, page.background)
      if (text.trim() === '') return
      const { code, timedOut } = await runScript(context.sandbox, {
        text, timeoutMs: backgroundTimeoutMs, maxOutputBytes: maxBackgroundOutput, onOutput: (chunk) => onOutput(chunk.toString()),
      })
      if (timedOut) onOutput(`${page.background} was stopped after ${Math.round(backgroundTimeoutMs / 60_000)} minutes.\n`)
      else if (code !== 0) onOutput(`${page.background} ended with status ${code}.\n`)
    },

    async foregroundText(context, page) {
      if (!page.foreground) return undefined
      const text = (await load(context, page.foreground)).trimEnd()
      return text === '' ? undefined : text
    },

    async runCheck(context, step) {
      if (!step.verify) return { passed: true, message: '', output: '' }
      return runCheck(context.sandbox, { text: await load(context, step.verify), timeoutMs: checkTimeoutMs })
    },

    async runHint(context, step, elapsedSeconds) {
      if (!step.hint?.endsWith('.sh')) return ''
      const { stdout } = await runScript(context.sandbox, {
        text: await load(context, step.hint), args: [String(Math.floor(elapsedSeconds))], timeoutMs: hintTimeoutMs, maxOutputBytes: 16 * 1024, killChildren: true,
      })
      return stripVTControlCharacters(stdout.toString()).trim()
    },
  }
}
