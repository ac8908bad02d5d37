import type { Subgroup } from '../cgroups/group.ts'

/** A command of the host. */
export interface HostCommand {
  readonly command: readonly string[]
  /** Complete, and never the learner's: a variable of theirs must not reach a program that still has rights. */
  readonly env: Readonly<Record<string, string>>
  /** File into which the number of the program itself is written, where that is not the command's. */
  readonly pidFile?: string
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
  /** Called once when it ended, whoever ended it. */
  onEnd(listener: () => void): void
  /** A command of the host whose standard streams and exit status are those of a program inside. */
  enter(order: EnterOrder): HostCommand
  /** Forgets the sandbox. Every process inside has ended by now. */
  close(): Promise<void>
}

/** What programs of the host are started with. */
export const hostEnvironment = Object.freeze({ PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' })
