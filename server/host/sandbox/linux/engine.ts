import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Group, Subgroup } from '../cgroups/group.ts'
import type { DriverName, Sandbox, SandboxLimits } from '../sandbox.ts'
import type { Layout } from './layout.ts'
import type { RootFileSystem } from './root-file-system.ts'

/** A command of the host. */
export interface HostCommand {
  readonly command: readonly string[]
  /** Complete, and never the learner's: a variable of theirs must not reach a program that still has rights. */
  readonly env: Readonly<Record<string, string>>
  /** File into which the number of the program itself is written, where that is not the command's. */
  readonly pidFile?: string
  /** Whether the program's terminal does not hear of it when ours changes its size. */
  readonly keepsSize?: boolean
  /** Ends the program and all it started, where these are no processes of the host's and no control group has them. */
  readonly kill?: () => Promise<void>
}

export interface EnterOrder {
  readonly command: readonly string[]
  /** Absolute, inside. */
  readonly cwd: string
  /** Complete environment of the program. */
  readonly env: Readonly<Record<string, string>>
  /** Its standard input is a terminal of this size, which becomes its controlling one. */
  readonly terminal?: { readonly cols: number; readonly rows: number }
  /** Group of the program and all it starts; the session's own when absent. */
  readonly subgroup?: Subgroup
}

/** A sandbox that runs. What starts one decides how; everything else about it is the same. */
export interface Engine {
  /** First process inside, by its number outside. */
  readonly pid: number
  /** Enters its network namespace with what rights we have there; a command follows. */
  readonly enterNetwork: readonly string[]
  /** Called once when it ended, whoever ended it. */
  onEnd(listener: () => void): void
  /** A command of the host whose standard streams and exit status are those of a program inside. */
  enter(order: EnterOrder): HostCommand
  /** Forgets the sandbox. Every process inside has ended by now. */
  close(): Promise<void>
}

export interface EngineOptions {
  readonly id: string
  /** Folder of the host for what this sandbox needs; gone with it. */
  readonly record: string
  readonly stageTablePath: string
  readonly seccompPath: string
  readonly layout: Layout
  readonly root: RootFileSystem
  /** User outside, and the same one inside. */
  readonly uid: number
  readonly user: number
  /** A user outside that no other sandbox has: the same as `uid`, but for a root lab, whose files share theirs. */
  readonly ownUid: number
  readonly group: Group
  readonly limits: SandboxLimits
  /** Root inside, with rights over the files of a tree of their own. */
  readonly privileged: boolean
}

export interface EngineKind {
  readonly name: DriverName
  /** Programs of the host without which nothing starts. */
  readonly programs: readonly string[]
  /** Whether a learner can be root in earnest. */
  readonly rootLabs: boolean
  /** Whether it starts anything for a host process that is not root. */
  readonly needsRoot: boolean
  /** Whether it reads back what it starts by itself, because a learner's programs are no processes of the host's. */
  readonly verifiesItself?: boolean
  /** What it needs for itself beside a session's limits, and in the same group. */
  readonly overhead?: Pick<SandboxLimits, 'maxProcesses' | 'memoryBytes'>
  start(options: EngineOptions): Promise<Engine>
  version(): Promise<string>
  /** Why a sandbox that runs is still of no use to learners. */
  unfit?(sandbox: Sandbox): Promise<string | undefined>
  /** Removes what the engine itself remembers of a sandbox whose host is gone. */
  forget(id: string): Promise<void>
}

/** What programs of the host are started with. */
export const hostEnvironment = Object.freeze({ PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' })

export function isOnPath(program: string): boolean {
  return hostEnvironment.PATH.split(delimiter).some((folder) => existsSync(join(folder, program)))
}
