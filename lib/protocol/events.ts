import type { ClientEventName, ClientMessage } from './messages.ts'
import type { RefusalCode, Result } from './result.ts'
import type { SessionView, TerminalView } from './session-view.ts'

/** Answer to a request; the client passes a function, the server calls it exactly once. */
type Reply<T> = (result: Result<T>) => void

/** A run of bytes of one terminal's output. `offset` counts bytes since the terminal began; `bytes` starts there. */
export interface TerminalChunk {
  readonly terminal: string
  readonly offset: number
  readonly bytes: Uint8Array
}

/**
 * Where the stream goes on after `terminal:attach`. The answer always comes before the first chunk.
 * `lastInput` is the highest `seq` of this tab that reached the terminal: what has a higher one must be sent again.
 */
export type AttachAnswer = { readonly offset: number; readonly lastInput: number } & (
  /** The missed bytes follow as ordinary chunks; the screen need not be touched. */
  | { readonly kind: 'resume' }
  /** Reset the screen, write `screen` (bytes that repaint it) without answering its queries, go on from `offset`. */
  | { readonly kind: 'repaint'; readonly screen: Uint8Array; readonly cols: number; readonly rows: number }
)

/** Text exactly as it is to be typed, where to, and the block it stands in. */
export type RunCommand = ClientMessage<'command:run'>

export interface FileEntry {
  readonly path: string
  readonly kind: 'file' | 'folder'
  readonly size: number
}

export type CheckVerdict = { readonly passed: boolean; readonly message: string; readonly output: string }

/** A command that a learner's shell ran, as shell integration told it. */
export interface TranscriptCommand {
  /** Grows within a terminal. */
  readonly id: number
  readonly text: string
  /** Working directory when it started; empty when the shell did not say. */
  readonly cwd: string
  /** What it printed, as plain text without escapes; the middle is left out when it is long. */
  readonly output: string
  readonly outputLines: number
  readonly truncated: boolean
  readonly startedAt: number
  /** Absent while it runs. */
  readonly durationMs?: number
  readonly exitCode?: number
}

/** One of a person's own machines, wherever it was started. */
export interface OwnMachine {
  readonly session: string
  /** Slug and title of its scenario. */
  readonly scenario: string
  readonly title: string
  /** Milliseconds since it was asked for. */
  readonly ageMs: number
  /** Number of tabs that work on it. */
  readonly tabs: number
}

/** What each request is answered with; an event that is not here has no answer of its own. */
interface Answers {
  'session:join': SessionView
  'machines:list': readonly OwnMachine[]
  'machines:end': null
  'session:restart': SessionView
  'session:end': null
  'session:extend': SessionView
  'session:link': { readonly token: string; readonly expiresInMs: number }
  'page:open': null
  'terminal:open': TerminalView
  'terminal:attach': AttachAnswer
  'terminal:restart': null
  'terminal:rename': null
  'terminal:reorder': null
  'terminal:close': null
  'command:run': { readonly terminal: string }
  'check:run': CheckVerdict
  'files:list': readonly FileEntry[]
  'files:read': { readonly text: string }
  'files:write': null
  'ports:list': readonly number[]
  'log:read': { readonly text: string }
  'transcript:read': { readonly commands: readonly TranscriptCommand[]; readonly more: boolean }
  'recording:switch': null
  /** A piece of an asciicast v3 file; ends when `text` is empty. */
  'recording:read': { readonly text: string; readonly next: number }
}

export type AnswerOf<E extends ClientEventName> = E extends keyof Answers ? Answers[E] : null

/**
 * What the browser says; each payload has its schema in `messages.ts`. `session:join` comes first and is idempotent;
 * only the `machines:` events need no session. The
 * events without an answer of their own (`terminal:input`, `:ack`, `:resize`, `:activate`, `:detach`) may be sent
 * without a reply function; a refusal then comes as the event `refused`.
 */
export type ClientEvents = {
  [E in ClientEventName]: E extends keyof Answers
    ? (message: ClientMessage<E>, reply: Reply<Answers[E]>) => void
    : (message: ClientMessage<E>, reply?: Reply<null>) => void
}

/** What the browser hears. */
export interface ServerEvents {
  'session:state': (view: SessionView) => void
  /** Another tab took the session: nothing more comes here until this tab joins again. */
  'session:moved': () => void
  'terminal:data': (chunk: TerminalChunk) => void
  /** The terminal has this size from byte `offset` on, because another tab chose it. */
  'terminal:resized': (size: { terminal: string; cols: number; rows: number; offset: number }) => void
  /** This tab took no output for too long and gets none until it attaches again with its offset. */
  'terminal:detached': (detached: { terminal: string }) => void
  /** The program does not read what is typed: hold input back while `full`. */
  'terminal:pressure': (pressure: { terminal: string; full: boolean }) => void
  'command:state': (state: { page: number; block: number; terminal: string; status: 'running' | 'done' | 'failed'; exitCode?: number }) => void
  /** A command began or ended; read from `after: id - 1` for its text. */
  'transcript:changed': (changed: { terminal: string; id: number; ended: boolean }) => void
  'files:changed': () => void
  notice: (notice: { level: 'info' | 'warning' | 'error'; text: string }) => void
  /** A message without a reply function was refused. */
  refused: (refusal: { event: string; code: RefusalCode; message: string }) => void
}
