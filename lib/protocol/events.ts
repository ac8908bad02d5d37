import type { Result } from './result.ts'
import type { SessionView, TerminalView } from './session-view.ts'

/** Answer to a request; the client passes a function, the server calls it exactly once. */
export type Reply<T> = (result: Result<T>) => void

/** A run of bytes of one terminal's output. `offset` counts bytes since the terminal began; `bytes` starts there. */
export interface TerminalChunk {
  readonly terminal: string
  readonly offset: number
  readonly bytes: Uint8Array
}

export type AttachAnswer =
  /** The missed bytes follow as ordinary chunks; the screen need not be touched. */
  | { readonly kind: 'resume'; readonly offset: number }
  /** Reset the screen, write `screen` (bytes that repaint it) without answering its queries, go on from `offset`. */
  | { readonly kind: 'repaint'; readonly offset: number; readonly screen: Uint8Array; readonly cols: number; readonly rows: number }

export interface RunCommand {
  /** Text exactly as it is to be typed. */
  readonly text: string
  /** `T2`, `HOST1`, a terminal's name; the active terminal when absent. */
  readonly target?: string
  readonly interrupt: boolean
  readonly noNewline: boolean
  /** The text is a key such as `^C`, not characters. */
  readonly controlKey: boolean
  /** Where it stands in the scenario: page number (0 intro, 1… steps) and number of the code block on it. */
  readonly page: number
  readonly block: number
}

export interface FileEntry {
  readonly path: string
  readonly kind: 'file' | 'folder'
  readonly size: number
}

export type CheckVerdict = { readonly passed: boolean; readonly message: string; readonly output: string }

/** What the browser says. Every payload has a schema in `messages.ts`. */
export interface ClientEvents {
  /** Joins the session of this scenario, or starts one. Idempotent. */
  'session:join': (message: { scenario: string; session?: string }, reply: Reply<SessionView>) => void
  'session:restart': (message: { keepFiles: boolean }, reply: Reply<SessionView>) => void
  'session:end': (message: Record<string, never>, reply: Reply<null>) => void
  /** The learner opened a page: its scripts run the first time. */
  'page:open': (message: { page: number }, reply: Reply<null>) => void
  'terminal:open': (message: { name?: string; host?: string }, reply: Reply<TerminalView>) => void
  'terminal:attach': (message: { terminal: string; offset?: number; cols: number; rows: number }, reply: Reply<AttachAnswer>) => void
  'terminal:input': (message: { terminal: string; data: string }) => void
  'terminal:ack': (message: { terminal: string; offset: number }) => void
  'terminal:resize': (message: { terminal: string; cols: number; rows: number }) => void
  'terminal:restart': (message: { terminal: string }, reply: Reply<null>) => void
  'terminal:rename': (message: { terminal: string; name: string }, reply: Reply<null>) => void
  'terminal:close': (message: { terminal: string }, reply: Reply<null>) => void
  'terminal:activate': (message: { terminal: string }) => void
  'command:run': (message: RunCommand, reply: Reply<{ terminal: string }>) => void
  'check:run': (message: { page: number }, reply: Reply<CheckVerdict>) => void
  'files:list': (message: { path: string }, reply: Reply<readonly FileEntry[]>) => void
  'files:read': (message: { path: string }, reply: Reply<{ text: string }>) => void
  'files:write': (message: { path: string; text: string }, reply: Reply<null>) => void
  'ports:list': (message: Record<string, never>, reply: Reply<readonly number[]>) => void
  'log:read': (message: Record<string, never>, reply: Reply<{ text: string }>) => void
}

/** What the browser hears. */
export interface ServerEvents {
  'session:state': (view: SessionView) => void
  'terminal:data': (chunk: TerminalChunk) => void
  'command:state': (state: { page: number; block: number; terminal: string; status: 'running' | 'done' | 'failed'; exitCode?: number }) => void
  'files:changed': () => void
  notice: (notice: { level: 'info' | 'warning' | 'error'; text: string }) => void
}
