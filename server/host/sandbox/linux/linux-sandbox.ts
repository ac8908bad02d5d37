import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, readFileSync, rmSync } from 'node:fs'
import { posix } from 'node:path'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { spawnPty } from '../../terminals/spawn-pty.ts'
import { readOr } from '../cgroups/cgroups.ts'
import type { Group, Subgroup } from '../cgroups/group.ts'
import { describeProcess } from '../owner.ts'
import type { Relays } from '../network/relays.ts'
import { killGroup } from '../processes.ts'
import { runProcess } from '../run-process.ts'
import { endReasons, portsOfLearner, SandboxLife } from '../sandbox-life.ts'
import type { ExecRequest, ExecResult, Pty, PtyOptions, Sandbox } from '../sandbox.ts'
import { hostEnvironment, type Engine } from './engine.ts'
import { foregroundOf, readStat } from './foreground.ts'
import { homeInside } from './layout.ts'

export interface LinuxSandboxParts {
  readonly id: string
  readonly engine: Engine
  readonly group: Group
  readonly relays: Relays
  /** User outside, to whom terminals must belong. */
  readonly uid: number
  readonly env: Readonly<Record<string, string>>
  readonly maxTerminals: number
  /** Ports of ours inside: nobody's servers. */
  readonly inletPorts: ReadonlySet<number>
  readonly warnings: readonly string[]
  readonly saveHome: () => Promise<void>
  /** Ends every process and frees everything. */
  readonly cleanUp: () => Promise<void>
}

/** A sandbox made of namespaces, control groups and a system call filter, whichever program put it together. */
export class LinuxSandbox implements Sandbox {
  readonly id: string
  readonly home = homeInside
  readonly warnings: readonly string[]
  readonly #parts: LinuxSandboxParts
  readonly #life: SandboxLife
  /** Processes of the host by which programs inside were started, and that have not ended. */
  readonly #launched = new Set<number>()

  constructor(parts: LinuxSandboxParts) {
    this.id = parts.id
    this.warnings = parts.warnings
    this.#parts = parts
    this.#life = new SandboxLife(parts)
    parts.engine.onEnd(() => void this.#life.endedByItself(() => (parts.group.outOfMemoryKills() > 0 ? endReasons.outOfMemory : endReasons.fromOutside)))
  }

  async openPty({ cols, rows, cwd = '', env, command }: PtyOptions): Promise<Pty> {
    const giveBack = this.#life.takeTerminal()
    const { engine, uid } = this.#parts
    const order = { command: command ?? ['/bin/sh', '-c', loginShell], cwd: this.#folder(cwd), env: { ...this.#parts.env, ...env }, terminal: { cols, rows } }
    try {
      const launch = engine.enter(order)
      const pty = this.#tellingWhy(spawnPty({ command: launch.command, cwd: '/', env: launch.env, cols, rows }))
      const { pidFile } = launch
      this.#launched.add(pty.pid)
      pty.onExit(() => {
        this.#launched.delete(pty.pid)
        giveBack()
        if (pidFile) rmSync(pidFile, { force: true })
      })
      if (pidFile) return withProgram(pty, { pidFile, keepsSize: launch.keepsSize ?? false })
      if (launch.kill) return killedInside(pty, launch.kill)
      giveTerminal(pty.pid, uid)
      return { ...endingWithProgram(pty), foreground: () => foregroundOf(pty.pid) }
    } catch (error) {
      giveBack()
      throw error
    }
  }

  async exec(request: ExecRequest): Promise<ExecResult> {
    this.#life.mustLive()
    const { engine, group } = this.#parts
    const subgroup = await group.openSubgroup(`exec-${randomUUID()}`)
    let launched = 0
    try {
      const { command, env, kill } = engine.enter({
        command: request.command, cwd: this.#folder(request.cwd ?? ''), env: { ...this.#parts.env, ...request.env, ...subgroup.env }, subgroup,
      })
      const result = await runProcess({
        command,
        cwd: '/',
        env,
        request,
        onStart: (pid) => {
          launched = pid
          this.#launched.add(pid)
        },
        kill: async (pid) => {
          await kill?.()
          await endProgram(pid, subgroup)
        },
      })
      if (request.killChildren) await Promise.all([kill?.(), subgroup.kill()])
      return result
    } finally {
      this.#launched.delete(launched)
      await subgroup.close()
    }
  }

  async connect(port: number): Promise<Duplex> {
    this.#life.mustLive()
    return this.#parts.relays.connect(port)
  }

  async listeningPorts(): Promise<readonly number[]> {
    const { relays, inletPorts } = this.#parts
    return this.#life.isOver ? [] : portsOfLearner(await relays.listening(), inletPorts)
  }

  destroy({ keepHome = false }: { readonly keepHome?: boolean } = {}): Promise<void> {
    return this.#life.destroy(keepHome, (keep) => this.#end(keep))
  }

  onEnd(listener: (reason: string) => void): void {
    this.#life.onEnd(listener)
  }

  async #end(keepHome: boolean): Promise<void> {
    const { saveHome, cleanUp, group } = this.#parts
    try {
      if (keepHome) await saveHome()
    } finally {
      await group.kill()
      await endAll([...this.#launched])
      await cleanUp()
    }
  }

  /** A killed program does not say why: the kernel counts those that it ended for want of memory. */
  #tellingWhy(pty: ReturnType<typeof spawnPty>): ReturnType<typeof spawnPty> {
    const { group } = this.#parts
    const before = group.outOfMemoryKills()
    return {
      ...pty,
      onExit: (listener) => pty.onExit((exit) => listener(exit.code === killedCode && group.outOfMemoryKills() > before ? { ...exit, outOfMemory: true } : exit)),
    }
  }

  #folder(cwd: string): string {
    return posix.resolve(this.home, cwd)
  }
}

/** Time for what we started to end by itself, once the program it waits for is gone. */
const endingMs = 200

// What we started must see the program end, or else nobody takes it off the list of processes. It is killed only if it
// does not end: then it had not come to start the program.
async function endProgram(pid: number, subgroup: Subgroup): Promise<void> {
  await subgroup.kill()
  await endAll([pid])
  await subgroup.kill()
}

async function endAll(pids: readonly number[]): Promise<void> {
  const running = pids.map((pid) => ({ pid, owner: describeProcess(pid) }))
  const left = () => running.filter(({ pid, owner }) => isRunning(pid, owner))
  for (let waited = 0; waited < endingMs && left().length > 0; waited += 5) await pause(5)
  for (const { pid } of left()) killGroup(pid)
}

function isRunning(pid: number, owner: string): boolean {
  return describeProcess(pid) === owner && !/^\d+ \(.*\) Z/s.test(readStat(pid))
}

/** Status of a program that was ended by SIGKILL. */
const killedCode = 137

/** The shell of a terminal that asks for no program of its own. */
export const loginShell = 'if [ -x /bin/bash ]; then exec /bin/bash; else exec /bin/sh; fi'

/**
 * A terminal of a program that what we started waits for, outside of the sandbox's processes. Killed itself, that would leave the
 * program to the first process of the machine, which takes its time to take it off the list, or in a container never does; and
 * until then it counts among the sandbox's. So the program is killed, and who waits for it sees it end.
 */
function endingWithProgram(pty: ReturnType<typeof spawnPty>): ReturnType<typeof spawnPty> {
  let timer: NodeJS.Timeout | undefined
  pty.onExit(() => clearTimeout(timer))
  return {
    ...pty,
    kill(signal = 'SIGHUP') {
      const programs = childrenOf(pty.pid)
      if (programs.length === 0) return pty.kill(signal)
      for (const pid of programs) tryKill(pid, signal)
      // It had not come to start the program.
      if (signal === 'SIGKILL') timer ??= setTimeout(() => pty.kill(signal), endingMs)
    },
  }
}

function childrenOf(pid: number): readonly number[] {
  return readOr(`/proc/${pid}/task/${pid}/children`, '').split(' ').filter(Boolean).map(Number)
}

/** A terminal whose program is another process than the one that we started, and has a terminal of its own. */
function withProgram(pty: ReturnType<typeof spawnPty>, { pidFile, keepsSize }: { readonly pidFile: string; readonly keepsSize: boolean }): Pty {
  const program = () => {
    try {
      return Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
    } catch {
      // It has not begun, or has ended.
      return undefined
    }
  }
  const size = sizeOf(program)
  pty.onExit(size.forget)
  let asked: Size | undefined
  let heard = false
  // The runtime sets a size of its own at the beginning, perhaps after one that was asked for. Once the program speaks that is done.
  if (keepsSize) {
    pty.onData(() => {
      if (!heard && asked) size.set(asked)
      heard = true
    })
  }
  return {
    ...pty,
    foreground: () => foregroundOf(program() ?? 0),
    resize(cols, rows) {
      pty.resize(cols, rows)
      if (!keepsSize || !(cols > 0 && rows > 0)) return
      asked = { cols, rows }
      size.set(asked)
    },
    kill(signal = 'SIGHUP') {
      const pid = program()
      // What we started passes signals on, but for this one, which would end it alone.
      if (signal === 'SIGKILL' && pid) tryKill(pid, signal)
      else pty.kill(signal)
    },
  }
}

/** A terminal whose program is no process of the host's: signals are passed on to it, but for the one that cannot be. */
function killedInside(pty: ReturnType<typeof spawnPty>, kill: () => Promise<void>): Pty {
  return { ...pty, foreground: () => undefined, kill: (signal = 'SIGHUP') => (signal === 'SIGKILL' ? void kill().then(() => pty.kill(signal)) : pty.kill(signal)) }
}

interface Size {
  readonly cols: number
  readonly rows: number
}

const lookForProgramMs = 20

/** Gives a program's terminal the last size that was asked for, once there is a program. */
function sizeOf(program: () => number | undefined): { set(size: Size): void; forget(): void } {
  let wanted: Size | undefined
  let timer: NodeJS.Timeout | undefined
  // One after the other, so that the last is the last.
  let busy = false
  function give(): void {
    busy = wanted !== undefined
    if (!wanted) return
    const pid = program()
    if (!pid) {
      timer = setTimeout(give, lookForProgramMs)
      return
    }
    const { cols, rows } = wanted
    wanted = undefined
    // A program that has ended meanwhile has no size, and nobody to tell.
    execFile('stty', ['-F', `/proc/${pid}/fd/0`, 'cols', String(cols), 'rows', String(rows)], { env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv }, give)
  }
  return {
    set(size) {
      wanted = size
      if (!busy) give()
    },
    forget() {
      wanted = undefined
      clearTimeout(timer)
    },
  }
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself.
  }
}

// The terminal was made by us; programs inside open it by name, and change its mode.
function giveTerminal(pid: number, uid: number): void {
  try {
    chownSync(`/proc/${pid}/fd/0`, uid, uid)
  } catch {
    // The program ended already, or we are not root and the terminal is the learner's own.
  }
}

/** Complete environment of programs inside, besides what a request adds. */
export function environmentInside({ path, root, more }: { readonly path: string; readonly root: boolean; readonly more: Readonly<Record<string, string>> }): Readonly<Record<string, string>> {
  const user = root ? 'root' : 'learner'
  return { LANG: 'C.UTF-8', ...more, PATH: path, HOME: homeInside, USER: user, LOGNAME: user, SHELL: '/bin/bash', TERM: 'xterm-256color' }
}

