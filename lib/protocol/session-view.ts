/** A session as its learner may see it. */
export interface SessionView {
  readonly id: string
  readonly scenario: string
  readonly status: SessionStatus
  /** In the order of the tabs. */
  readonly terminals: readonly TerminalView[]
  /** Id of the terminal that untargeted commands go to. */
  readonly activeTerminal: string
  readonly addresses: SessionAddresses
  /** Name of the sandbox driver, and whether the learner's shell is a shell on the machine itself. */
  readonly driver: string
  readonly unsandboxed: boolean
  /** Pages whose scripts ran, and blocks that were clicked, as `page:block`. */
  readonly pagesOpened: readonly number[]
  readonly blocksRun: readonly string[]
  readonly hasLab: boolean
  /** What of the scenario's own machine is missing here, in a sentence or two. */
  readonly notice?: string
  /** Milliseconds until the session ends by itself, as of this message; absent when it has no limit. */
  readonly remainingMs?: number
  /** Whether `session:extend` would give more time. */
  readonly extendable?: boolean
  /** Number of tabs that work in this session at once. */
  readonly tabs?: number
}

export type SessionStatus =
  | { readonly kind: 'starting'; readonly message: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'ended'; readonly reason: string }

export interface TerminalView {
  readonly id: string
  /** 1-based: the n of `Tn`. */
  readonly number: number
  readonly name: string
  readonly host: string
  readonly state: { readonly kind: 'running'; readonly program?: string } | { readonly kind: 'exited'; readonly code: number }
  /** The command that runs now, as the shell told it. */
  readonly command?: string
  /** Exit status of the last command that ended. */
  readonly lastExit?: number
  /** Working directory, as the shell told it. */
  readonly cwd?: string
  /** Whether it is being recorded. */
  readonly recorded?: boolean
  readonly cols?: number
  readonly rows?: number
}

/** What placeholders in the text become. */
export interface SessionAddresses {
  /** `http` or `https`. */
  readonly scheme: string
  /** Public id in host names: `<name>.<id>-<port>.<domain>`. Not the session id, and no authority by itself. */
  readonly previewId: string
  /** With port when it is not the scheme's own: `localhost:3000`. */
  readonly previewDomain: string
  readonly hostIp: string
}
