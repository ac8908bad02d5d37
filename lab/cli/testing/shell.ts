import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LabProfile } from '../../lab.ts'
import { startLab } from '../../node/testing/start-lab.ts'
import type { ServedTestLab } from '../../node/testing/start-lab.ts'
import type { ProgramName } from '../command.ts'
import type { LiveIo } from '../io.ts'
import { runCli } from '../run-cli.ts'

interface Answer {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A command that runs on. */
interface Started {
  /** Resolves when what it has written to stdout fits; rejects when it ends before that. */
  until(pattern: RegExp): Promise<string>
  readonly ended: Promise<Answer>
  /** Ctrl-C, for a command that listens to it. */
  interrupt(): void
}

/** A learner's shell in tests: a lab, a home folder with its kubeconfig, and the programs, run inside the test's own process. */
export interface TestShell {
  readonly lab: ServedTestLab
  readonly home: string
  readonly env: Readonly<Record<string, string>>
  /** Runs `oc get pods -l app=reviews`; words are split at blanks, quotes keep them together. */
  run(line: string, stdin?: string): Promise<Answer>
  /** Starts a command that does not end by itself. */
  start(line: string): Started
  close(): Promise<void>
}

export async function openShell(profile: LabProfile = 'istio-bookinfo', options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {}): Promise<TestShell> {
  const lab = await startLab({ profile })
  const home = mkdtempSync(join(tmpdir(), 'lab-cli-'))
  const kubeconfig = join(home, '.kube', 'config')
  mkdirSync(join(home, '.kube'))
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(lab.api, profile === 'empty' ? 'default' : 'istio-system')))
  const env = { HOME: home, KUBECONFIG: kubeconfig }
  return {
    lab, home, env,
    run: (line, stdin = '') => run(splitWords(line), { env: { ...env, ...options.env }, cwd: options.cwd ?? home, stdin }),
    start: (line) => start(splitWords(line), { env: { ...env, ...options.env }, cwd: options.cwd ?? home, stdin: '' }),
    async close() {
      await lab.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function kubeconfigOf(server: string, namespace: string): unknown {
  return {
    apiVersion: 'v1', kind: 'Config', 'current-context': 'lab', preferences: {},
    clusters: [{ name: 'lab', cluster: { server } }],
    users: [{ name: 'admin', user: { token: 'test-token' } }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'admin', namespace } }],
  }
}

interface World {
  readonly env: TestShell['env']
  readonly cwd: string
  readonly stdin: string
}

async function run(words: readonly string[], world: World): Promise<Answer> {
  return start(words, world).ended
}

function start([program = '', ...words]: readonly string[], { env, cwd, stdin }: World): Started {
  const written = { out: '', err: '' }
  const listeners = new Set<() => void>()
  let interrupt = () => {}
  const live: LiveIo = {
    readInput(onData, onEnd) {
      void onData(Buffer.from(stdin)).then(onEnd)
      return () => undefined
    },
    rawKeys: () => () => undefined,
    size: () => undefined,
    onResize: () => () => undefined,
    onInterrupt(interrupted) {
      interrupt = interrupted
      return () => undefined
    },
  }
  const ended = runCli(program as ProgramName, words, { // A line of a test begins with one of the programs.
    out(data) {
      written.out += textOf(data)
      for (const listener of listeners) listener()
    },
    err: (data) => void (written.err += textOf(data)),
    readStdin: async () => stdin,
    openLive: async () => live,
    env, cwd, stdinIsTty: false, stdoutIsTty: false,
  }).then((code) => ({ code, ...written }))
  return {
    ended,
    interrupt: () => interrupt(),
    until: (pattern) => new Promise((resolve, reject) => {
      const look = () => {
        if (!pattern.test(written.out)) return
        listeners.delete(look)
        resolve(written.out)
      }
      listeners.add(look)
      look()
      ended.then(() => (pattern.test(written.out) ? undefined : reject(new Error(`Expected output like ${String(pattern)}, got this to the end:\n${written.out}${written.err}`))), reject)
    }),
  }
}

function textOf(data: string | Uint8Array): string {
  return typeof data === 'string' ? data : Buffer.from(data).toString('utf8')
}

/** Splits a line at blanks as a shell would; single and double quotes hold words together. */
export function splitWords(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, (_all, double?: string, single?: string) => double ?? single ?? ''))
}
