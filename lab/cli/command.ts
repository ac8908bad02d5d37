import type { Api } from './api/api.ts'
import type { Discovery } from './api/discovery.ts'
import type { Kubeconfig } from './config/kubeconfig.ts'
import type { Target } from './config/target.ts'
import type { Flag } from './flags/flag.ts'
import type { Flags } from './flags/parse.ts'
import type { Io } from './io.ts'

export type ProgramName = 'oc' | 'kubectl' | 'istioctl'

/** A row of a program's table of commands. */
export interface Command {
  readonly name: string
  readonly aliases?: readonly string[]
  /** One line for the list of commands. */
  readonly summary: string
  /** What follows the command's name: `(TYPE [NAME] | TYPE/NAME) [flags]`. */
  readonly usage?: string
  readonly examples?: readonly string[]
  readonly flags?: readonly Flag[]
  readonly subcommands?: readonly Command[]
  /** Everything after the first argument belongs to a program inside: `rsh POD ls -l`. */
  readonly stopsAtFirstArgument?: boolean
  /** Not listed in the help. */
  readonly hidden?: boolean
  /** Loads the code of the command and runs it; resolves to the exit status when that is not 0. A failure is thrown. */
  readonly run?: (call: CommandCall) => Promise<void | number>
}

/** What a command gets. Nothing is read or connected before the command asks for it. */
export interface CommandCall {
  readonly program: ProgramName
  /** `oc adm policy`, as it stands in messages. */
  readonly path: string
  readonly command: Command
  readonly args: readonly string[]
  /** Number of arguments before `--`. */
  readonly dashAt?: number
  readonly flags: Flags
  readonly io: Io
  kubeconfig(): Promise<Kubeconfig>
  /** Where requests go; needs no connection. */
  target(): Promise<Target>
  cluster(): Promise<Cluster>
}

export interface Cluster {
  readonly api: Api
  readonly discovery: Discovery
  readonly target: Target
}
