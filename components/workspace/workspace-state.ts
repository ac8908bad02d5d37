import type { PageTab } from './tabs.ts'

/** The half of the workspace that a phone shows. */
type Pane = 'steps' | 'work'

/** What the learner has opened and brought to the front. The session itself is not in here. */
export interface WorkspaceState {
  readonly pane: Pane
  /** Keys of tabs, the one shown last first; each dock shows its own most recent. */
  readonly recent: readonly string[]
  /** Pages opened from links in the text. */
  readonly extraPages: readonly PageTab[]
  /** Where a page tab was sent by a link, by key; its own address otherwise. */
  readonly addresses: Readonly<Record<string, string>>
  /** Counts up to load a page tab anew. */
  readonly reloads: Readonly<Record<string, number>>
  readonly editorOpen: boolean
  /** File the editor is asked to show, and how often it was asked. */
  readonly file?: { readonly path: string; readonly asked: number }
  /** Something ran in a terminal: it is shown even by a layout that has no place for one. */
  readonly ranSomething: boolean
  /** Keys of tabs whose program rang the bell while another was in front. */
  readonly rang: readonly string[]
  /** The learner's choice of pages above the terminals or among them; absent while the layout decides. */
  readonly stacked?: boolean | undefined
  /** The keyboard is to go to the transcript's field as soon as that is there. */
  readonly transcriptWanted: boolean
  /** The keys of the page are asked for. */
  readonly keysOpen: boolean
  /** The list of ports in use is asked for. */
  readonly portsOpen: boolean
}

export type WorkspaceAction =
  | { readonly kind: 'show' | 'rang'; readonly key: string }
  | { readonly kind: 'ports' | 'keys'; readonly open: boolean }
  | { readonly kind: 'stacked' | 'transcript-wanted'; readonly on: boolean }
  | { readonly kind: 'pane'; readonly pane: Pane }
  | { readonly kind: 'ran'; readonly key: string }
  | { readonly kind: 'page-opened'; readonly tab: PageTab }
  | { readonly kind: 'page-sent'; readonly key: string; readonly address: string }
  | { readonly kind: 'page-reloaded' | 'page-closed'; readonly key: string }
  | { readonly kind: 'file-opened'; readonly path: string }

export const initialWorkspace: WorkspaceState = {
  pane: 'steps', recent: [], extraPages: [], addresses: {}, reloads: {}, editorOpen: false, ranSomething: false, rang: [], transcriptWanted: false, portsOpen: false, keysOpen: false,
}

export function workspaceReducer(state: WorkspaceState, action: WorkspaceAction): WorkspaceState {
  switch (action.kind) {
    case 'show':
      return shown(state, action.key)
    case 'rang':
      return state.rang.includes(action.key) ? state : { ...state, rang: [...state.rang, action.key] }
    case 'ports':
      return { ...state, portsOpen: action.open }
    case 'keys':
      return { ...state, keysOpen: action.open }
    case 'transcript-wanted':
      return { ...state, transcriptWanted: action.on, pane: action.on ? 'work' : state.pane }
    case 'stacked':
      return { ...state, stacked: action.on }
    case 'pane':
      return { ...state, pane: action.pane }
    case 'ran':
      return { ...shown(state, action.key), ranSomething: true, pane: 'work' }
    case 'page-opened': {
      const others = state.extraPages.filter(({ key }) => key !== action.tab.key)
      return { ...shown(state, action.tab.key), extraPages: [...others, action.tab], pane: 'work' }
    }
    case 'page-sent':
      return { ...shown(reloaded(state, action.key), action.key), addresses: { ...state.addresses, [action.key]: action.address }, pane: 'work' }
    case 'page-reloaded':
      return reloaded(state, action.key)
    case 'page-closed':
      return {
        ...state,
        extraPages: state.extraPages.filter(({ key }) => key !== action.key),
        recent: state.recent.filter((key) => key !== action.key),
      }
    case 'file-opened':
      return { ...shown(state, 'editor'), editorOpen: true, file: { path: action.path, asked: (state.file?.asked ?? 0) + 1 }, pane: 'work' }
  }
}

/** The tab in front among these: the one shown last, else the preferred, else the first. */
export function frontTab<T extends { readonly key: string }>(tabs: readonly T[], recent: readonly string[], preferred?: string): T | undefined {
  for (const key of recent) {
    const tab = tabs.find((candidate) => candidate.key === key)
    if (tab) return tab
  }
  return tabs.find(({ key }) => key === preferred) ?? tabs[0]
}

function shown(state: WorkspaceState, key: string): WorkspaceState {
  if (state.recent[0] === key && state.rang.length === 0) return state
  return { ...state, recent: [key, ...state.recent.filter((other) => other !== key)], rang: state.rang.filter((other) => other !== key) }
}

function reloaded(state: WorkspaceState, key: string): WorkspaceState {
  return { ...state, reloads: { ...state.reloads, [key]: (state.reloads[key] ?? 0) + 1 } }
}
