import type { TerminalView } from '../../lib/protocol/session-view.ts'
import type { Layout } from '../../lib/scenario/scenario.ts'
import { docksOf, opensEditor, type Dock } from './layouts.ts'

/** A page of the learner's machine, or any other, in a tab. */
export interface PageTab {
  readonly kind: 'page'
  readonly key: string
  readonly title: string
  /** Where the tab starts; an address of its own while the session's addresses are not known yet is empty. */
  readonly address: string
  /** Opened from a link and closable, rather than by the scenario. */
  readonly extra: boolean
}

export type Tab =
  | { readonly kind: 'terminal'; readonly key: string; readonly title: string; readonly terminal: TerminalView }
  | PageTab
  | { readonly kind: 'editor'; readonly key: 'editor'; readonly title: string }
  /** Holds the first terminal's place until there is one. */
  | { readonly kind: 'starting'; readonly key: 'starting'; readonly title: string }

export interface FilledDock {
  readonly dock: Dock
  readonly tabs: readonly Tab[]
}

export interface TabSources {
  readonly layout: Layout
  /** The learner's choice of pages above the terminals or among them; the layout's own when absent. */
  readonly stacked?: boolean | undefined
  readonly terminals: readonly TerminalView[]
  readonly pages: readonly PageTab[]
  /** The learner opened a file where the layout has no editor. */
  readonly editorOpen: boolean
  /** Terminals are to be shown at all; a place is kept for the first. */
  readonly wantsTerminals: boolean
}

const editorTab: Tab = { kind: 'editor', key: 'editor', title: 'Editor' }
const startingTab: Tab = { kind: 'starting', key: 'starting', title: 'Terminal 1' }

/** Id of a tab's button in the page. */
export function tabId(tab: Tab): string {
  return `tab-${tab.key.replaceAll(/[^\w-]/g, '_')}`
}

/** Pages the learner opened can be closed, and terminals while there is another. */
export function isClosable(tab: Tab, tabs: readonly Tab[]): boolean {
  if (tab.kind === 'page') return tab.extra
  return tab.kind === 'terminal' && tabs.filter(({ kind }) => kind === 'terminal').length > 1
}

/** The terminal's tab beside a terminal's, to the left (-1) or right (1). */
export function neighbourOf(tabs: readonly Tab[], tab: Tab, by: -1 | 1): Tab | undefined {
  const terminals = tabs.filter(({ kind }) => kind === 'terminal')
  const at = terminals.findIndex(({ key }) => key === tab.key)
  return at < 0 ? undefined : terminals[at + by]
}

/** The ids with `moved` in the place of `to`. */
export function moveTo(ids: readonly string[], moved: string, to: string): readonly string[] {
  const others = ids.filter((id) => id !== moved)
  const place = ids.indexOf(to)
  return [...others.slice(0, place), moved, ...others.slice(place)]
}

/** Puts every tab into the first dock of the layout that takes it; what none takes goes to the last. */
export function fillDocks({ layout, stacked, terminals, pages, editorOpen, wantsTerminals }: TabSources): readonly FilledDock[] {
  const docks = docksOf(layout, stacked)
  const hosts = [...new Set(terminals.map(({ host }) => host))]
  const tabs: Tab[] = [
    ...(editorOpen || opensEditor(layout) ? [editorTab] : []),
    ...(wantsTerminals ? terminalTabs(terminals) : []),
    ...pages,
  ]
  const places = tabs.map((tab) => placeOf(tab, docks, hosts))
  return docks
    .map((dock, index) => ({ dock, tabs: tabs.filter((_tab, at) => places[at] === index) }))
    .filter(({ tabs: own }) => own.length > 0)
}

function terminalTabs(terminals: readonly TerminalView[]): readonly Tab[] {
  if (terminals.length === 0) return [startingTab]
  return terminals.map((terminal): Tab => ({ kind: 'terminal', key: terminalKey(terminal.id), title: terminal.name, terminal }))
}

export function terminalKey(id: string): string {
  return `terminal:${id}`
}

function placeOf(tab: Tab, docks: readonly Dock[], hosts: readonly string[]): number {
  const place = docks.findIndex(({ takes, host }) => takes.includes(tab.kind === 'starting' ? 'terminal' : tab.kind) && (tab.kind !== 'terminal' || fitsHost(host, tab.terminal, hosts)))
  return place >= 0 ? place : docks.length - 1
}

// One host only: its second terminal takes the place of the second host's.
function fitsHost(host: number | undefined, terminal: TerminalView, hosts: readonly string[]): boolean {
  if (host === undefined) return true
  return hosts.length > 1 ? hosts.indexOf(terminal.host) === host - 1 : terminal.number !== host + 1
}
