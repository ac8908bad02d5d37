import type { Sandbox, SandboxDriver, SandboxSpec } from '../sandbox.ts'
import type { InsideAttack, OnBareShell } from './attack-list.ts'
import type { HostBait, Neighbour } from './neighbours.ts'
import type { Verdict } from './verdict.ts'

export interface Target {
  /** Heading of its column. */
  readonly title: string
  readonly driver: SandboxDriver
  readonly root: boolean
  /** Learners are shells on the machine itself: the attacks must get through. */
  readonly bareShell: boolean
}

export interface AttackResult {
  readonly title: string
  readonly verdict: Verdict
  /** What a bare shell is expected to do with it. */
  readonly onBareShell: OnBareShell
}

export interface AttackOptions {
  readonly target: Target
  /** Folder of the programs for inside. */
  readonly programs: string
  /** A secret in the environment of this very process, and a word of its command line. */
  readonly secret: string
  readonly hostMark: string
  /** Command that starts a host which makes one sandbox with this driver, says `up` and stays. */
  readonly orphanHost: readonly string[]
  readonly onResult: (result: AttackResult) => void
}

/** Everything that attacks of one driver work with. */
export interface Scene {
  readonly options: AttackOptions
  readonly attacker: Sandbox
  readonly neighbours: readonly Neighbour[]
  readonly bait: HostBait
  create(more?: Partial<SandboxSpec>): Promise<Sandbox>
}

/** Command of an attack inside. */
export function attackCommand(scene: Scene, { file, name }: Pick<InsideAttack, 'file' | 'name'>): readonly string[] {
  return ['python3', `${scene.attacker.home}/.attack/${file}.py`, name]
}
