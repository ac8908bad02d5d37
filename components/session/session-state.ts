import type { CheckVerdict, ServerEvents } from '../../lib/protocol/events.ts'
import type { RefusalCode } from '../../lib/protocol/result.ts'
import type { SessionView } from '../../lib/protocol/session-view.ts'

/** How the page stands with the server. `idle`: no session was asked for yet; `moved`: another tab has taken it. */
type Connection = 'idle' | 'connecting' | 'online' | 'offline' | 'moved'

type CommandState = Parameters<ServerEvents['command:state']>[0]
type NoticeMessage = Parameters<ServerEvents['notice']>[0]

/** What a clicked block shows. */
export type BlockState =
  | { readonly status: 'running'; readonly terminal: string }
  | { readonly status: 'done' | 'failed'; readonly terminal: string; readonly exitCode?: number }

export interface Notice extends NoticeMessage {
  readonly id: number
}

export type CheckState =
  | { readonly kind: 'running' }
  | { readonly kind: 'judged'; readonly verdict: CheckVerdict }
  | { readonly kind: 'refused'; readonly message: string }

/** Everything the screen shows of a session. */
export interface SessionState {
  readonly connection: Connection
  readonly view?: SessionView
  /** Terminals in the order the learner gave them, until the server has answered: what it says meanwhile may be from before. */
  readonly wantedOrder?: readonly string[]
  /** Why there is no session, when the server would not give one. */
  readonly refusal?: { readonly code: RefusalCode; readonly message: string }
  /** By `page:block`. */
  readonly blocks: Readonly<Record<string, BlockState>>
  /** By page number. */
  readonly checks: Readonly<Record<number, CheckState>>
  readonly notices: readonly Notice[]
  /** Counts up whenever files on the learner's machine may have changed. */
  readonly filesVersion: number
  /** By terminal id: counts up whenever a command began or ended there. */
  readonly transcriptVersions: Readonly<Record<string, number>>
}

export type SessionEvent =
  | { readonly kind: 'connecting' | 'connected' | 'disconnected' | 'moved' | 'files-changed' | 'left' }
  | { readonly kind: 'transcript-changed'; readonly terminal: string }
  /** The learner put terminals into this order; later, the server has answered to it. */
  | { readonly kind: 'reordered' | 'order-answered'; readonly terminals: readonly string[] }
  | { readonly kind: 'view'; readonly view: SessionView }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string }
  | { readonly kind: 'command'; readonly state: CommandState }
  | { readonly kind: 'check'; readonly page: number; readonly check: CheckState }
  | { readonly kind: 'notice'; readonly notice: NoticeMessage }
  | { readonly kind: 'notice-dismissed'; readonly id: number }

export const initialSession: SessionState = { connection: 'idle', blocks: {}, checks: {}, notices: [], filesVersion: 0, transcriptVersions: {} }

/** More than this is noise; the oldest go first. */
const maxNotices = 4

export function sessionReducer(state: SessionState, event: SessionEvent): SessionState {
  switch (event.kind) {
    case 'connecting':
      return state.connection === 'moved' ? state : { ...state, connection: state.view ? 'offline' : 'connecting' }
    case 'connected':
      return { ...state, connection: 'online' }
    case 'disconnected':
      return state.connection === 'moved' || state.connection === 'idle' ? state : { ...state, connection: 'offline' }
    case 'moved':
      return { ...state, connection: 'moved' }
    case 'left':
      return { ...initialSession, notices: state.notices }
    case 'view':
      return withView(state, event.view)
    case 'reordered':
      return state.view ? { ...state, view: reordered(state.view, event.terminals), wantedOrder: event.terminals } : state
    case 'order-answered':
      return state.wantedOrder === event.terminals ? withoutOrder(state) : state
    case 'refused':
      return withRefusal(state, { code: event.code, message: event.message })
    case 'command':
      return { ...state, blocks: { ...state.blocks, [blockKey(event.state)]: blockState(event.state) } }
    case 'check':
      return { ...state, checks: { ...state.checks, [event.page]: event.check } }
    case 'files-changed':
      return { ...state, filesVersion: state.filesVersion + 1 }
    case 'transcript-changed': {
      const versions = state.transcriptVersions
      return { ...state, transcriptVersions: { ...versions, [event.terminal]: (versions[event.terminal] ?? 0) + 1 } }
    }
    case 'notice':
      return { ...state, notices: withNotice(state.notices, event.notice) }
    case 'notice-dismissed':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== event.id) }
  }
}

/** Key of a block in `SessionState.blocks` and in `SessionView.blocksRun`. */
export function blockKey({ page, block }: { readonly page: number; readonly block: number }): string {
  return `${page}:${block}`
}

/** Whether commands can be sent. */
export function isReady(state: SessionState): boolean {
  return state.connection === 'online' && state.view?.status.kind === 'ready'
}

function withView(state: SessionState, view: SessionView): SessionState {
  const { refusal: _answered, ...rest } = state
  // A new session knows nothing of what was run and checked in the old one.
  const fresh = state.view !== undefined && state.view.id !== view.id
  const known = fresh ? {} : state.blocks
  const active = view.terminals[0]?.id ?? ''
  const earlier = view.blocksRun.filter((key) => !known[key]).map((key) => [key, { status: 'done', terminal: active }] as const)
  const shown = state.wantedOrder && !fresh ? reordered(view, state.wantedOrder) : view
  return { ...rest, view: shown, blocks: { ...known, ...Object.fromEntries(earlier) }, checks: fresh ? {} : state.checks }
}

function withoutOrder({ wantedOrder: _answered, ...rest }: SessionState): SessionState {
  return rest
}

function reordered(view: SessionView, ids: readonly string[]): SessionView {
  const place = new Map(ids.map((id, at) => [id, at]))
  return { ...view, terminals: view.terminals.toSorted((a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length)) }
}

function blockState({ status, terminal, exitCode }: CommandState): BlockState {
  if (status === 'running') return { status, terminal }
  return { status, terminal, ...(exitCode === undefined ? {} : { exitCode }) }
}

// Who had a session and hears that there is none any more sees it end; what was typed is not lost on another machine unseen.
function withRefusal(state: SessionState, refusal: { readonly code: RefusalCode; readonly message: string }): SessionState {
  if (!state.view || refusal.code !== 'ended') return { ...state, refusal }
  const view = { ...state.view, status: { kind: 'ended', reason: refusal.message } as const, terminals: [], activeTerminal: '' }
  return { ...state, connection: 'online', view }
}

function withNotice(notices: readonly Notice[], notice: NoticeMessage): readonly Notice[] {
  const same = notices.some(({ level, text }) => level === notice.level && text === notice.text)
  if (same) return notices
  const id = (notices.at(-1)?.id ?? 0) + 1
  return [...notices, { ...notice, id }].slice(-maxNotices)
}
