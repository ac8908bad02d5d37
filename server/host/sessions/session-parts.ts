import type { CheckVerdict, FileEntry } from '../../../lib/protocol/events.ts'
import type { SessionAddresses } from '../../../lib/protocol/session-view.ts'
import type { Page, Scenario, Step } from '../../../lib/scenario/scenario.ts'
import type { Recordings } from '../terminals/recording/recordings.ts'
import type { Courtesy } from '../terminals/courtesy.ts'
import type { MirrorThread } from '../terminals/mirror/mirror-thread.ts'
import type { PtyOptions, Sandbox, SandboxDriver, SandboxInlet, SandboxMount } from '../sandbox/sandbox.ts'

/** What a scenario's `imageid` means here. */
export interface SessionEnvironment {
  readonly image: string
  readonly root: boolean
  readonly binaries: readonly SandboxMount[]
  readonly mounts: readonly SandboxMount[]
  readonly env: Readonly<Record<string, string>>
  /** Files that are in the home folder from the start: path relative to it → content. */
  readonly homeFiles: Readonly<Record<string, HomeFile>>
  /** Where the shell starts, absolute or relative to the home folder. */
  readonly cwd: string
  /** Interactive shell; bash when absent. */
  readonly shell?: readonly string[]
  /** Name of the lab profile; absent where a scenario needs no lab. */
  readonly labProfile?: string
  /** Said to the learner: what of the scenario's own machine is missing here. */
  readonly notice?: string
  readonly internet: boolean
}

export interface HomeFile {
  readonly content: string | Uint8Array
  readonly mode?: number
}

/** A lab that runs for one session. */
export interface StartedLab {
  /** Written into the home folder, such as `.kube/config`. */
  readonly files: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly inlets: readonly SandboxInlet[]
  /** Names of the lab's pages, which lead to the inlets. */
  readonly hostNames: readonly string[]
  stop(): Promise<void>
}

export interface LabOrder {
  readonly profile: string
  readonly session: string
  readonly previewId: string
}

/** Something of a scenario done to a sandbox. */
export interface ScriptContext {
  readonly sandbox: Sandbox
  readonly scenario: Scenario
  readonly addresses: SessionAddresses
  /** The home folder is that of an earlier machine of the same session: what is in it stays. */
  readonly keptHome?: boolean
}

/** The scripts and assets of a scenario. */
export interface SessionScripts {
  /**
   * Puts the files of a home folder, by path relative to it, the host's tools and the scenario's assets into a machine;
   * resolves to warnings for the log, one sentence each.
   */
  placeFiles(context: ScriptContext, homeFiles?: Readonly<Record<string, HomeFile>>): Promise<readonly string[]>
  /** Runs a page's background script to its end; `onOutput` gets what it prints. Never rejects for the script's own failure. */
  runBackground(context: ScriptContext, page: Page, onOutput: (text: string) => void): Promise<void>
  /** What is typed for a page's foreground script, placeholders replaced; undefined when there is nothing to type. */
  foregroundText(context: ScriptContext, page: Page): Promise<string | undefined>
  runCheck(context: ScriptContext, step: Step): Promise<CheckVerdict>
}

/** Files of a sandbox, through a process inside it. */
interface SessionFiles {
  list(sandbox: Sandbox, path: string): Promise<readonly FileEntry[]>
  read(sandbox: Sandbox, path: string): Promise<string>
  write(sandbox: Sandbox, path: string, text: string): Promise<void>
  /** Tells of changes below a folder until it is stopped. */
  watch(sandbox: Sandbox, path: string, onChange: () => void): { stop(): void }
}

/** The parts that sessions are made of; the host process's `main.ts` joins them. */
export interface SessionParts {
  readonly driver: SandboxDriver
  readonly findScenario: (slug: string) => Promise<Scenario | undefined>
  readonly environmentOf: (scenario: Scenario) => Promise<SessionEnvironment>
  readonly startLab: (order: LabOrder) => Promise<StartedLab>
  /** Program, folder and environment of a new terminal. */
  readonly shellOf: (sandbox: Sandbox, scenario: Scenario) => Promise<Pick<PtyOptions, 'command' | 'cwd' | 'env'>>
  readonly scripts: SessionScripts
  readonly files: SessionFiles
  /** Repaints terminals for tabs that come anew. */
  readonly mirrors: MirrorThread
  /** Between terminals that flood and those that somebody types into. */
  readonly courtesy: Courtesy
  readonly recordings: Recordings
  readonly addressesOf: (previewId: string) => SessionAddresses
  /** Milliseconds that only go forward: a clock that is set must end nobody's session. */
  readonly now: () => number
}
