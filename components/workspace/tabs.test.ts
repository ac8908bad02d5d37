import { describe, expect, it } from 'vitest'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import { layoutKinds } from '../../lib/scenario/scenario.ts'
import { fillDocks, isClosable, moveTo, neighbourOf, type PageTab, type Tab } from './tabs.ts'

const terminal = (number: number, host = 'host01'): TerminalView =>
  ({ id: `t${number}`, number, name: `Terminal ${number}`, host, state: { kind: 'running' } })
const page: PageTab = { kind: 'page', key: 'page:0', title: 'Shop', address: 'http://x/', extra: false }
const sources = { terminals: [terminal(1)], pages: [page], editorOpen: false, wantsTerminals: true }
const titles = (parts: Parameters<typeof fillDocks>[0]) => fillDocks(parts).map(({ tabs }) => tabs.map(({ title }) => title))

describe('fillDocks', () => {
  it.each([
    ['terminal', [['Terminal 1', 'Shop']]],
    ['terminal-iframe', [['Terminal 1', 'Shop']]],
    ['terminal-iframe-split', [['Shop'], ['Terminal 1']]],
    ['editor-terminal', [['Editor'], ['Terminal 1', 'Shop']]],
    ['editor-terminal-split', [['Editor'], ['Terminal 1', 'Shop']]],
    ['vscode', [['Editor'], ['Terminal 1', 'Shop']]],
    ['editor', [['Editor', 'Shop', 'Terminal 1']]],
    ['iframe', [['Terminal 1', 'Shop']]],
    ['text', []],
  ] as const)('%s', (layout, expected) => {
    const found = titles({ ...sources, layout })
    expect(found.map((tabs) => tabs.toSorted())).toEqual(expected.map((tabs) => [...tabs].sort()))
  })

  it('puts a second host below the first', () => {
    const terminals = [terminal(1), terminal(2, 'host02'), terminal(3)]
    expect(titles({ ...sources, layout: 'terminal-terminal', terminals, pages: [] })).toEqual([['Terminal 1', 'Terminal 3'], ['Terminal 2']])
  })

  it('puts the second terminal below where there is one host', () => {
    expect(titles({ ...sources, layout: 'terminal-terminal', terminals: [terminal(1), terminal(2), terminal(3)], pages: [] }))
      .toEqual([['Terminal 1', 'Terminal 3'], ['Terminal 2']])
  })

  it('adds an editor where the layout has none once a file is opened', () => {
    expect(titles({ ...sources, layout: 'terminal', editorOpen: true })).toEqual([['Editor', 'Terminal 1', 'Shop']])
  })

  it('keeps the place of terminals before the session is there', () => {
    expect(titles({ ...sources, layout: 'terminal', terminals: [] })).toEqual([['Terminal 1', 'Shop']])
    expect(titles({ ...sources, layout: 'terminal-iframe-split', terminals: [] })).toEqual([['Shop'], ['Terminal 1']])
  })

  it('shows no terminals where none are wanted', () => {
    expect(titles({ ...sources, layout: 'iframe', wantsTerminals: false })).toEqual([['Shop']])
  })

  it('loses no tab in any layout that has a work area', () => {
    for (const layout of layoutKinds) {
      const count = titles({ ...sources, layout, editorOpen: true }).flat().length
      expect(count, layout).toBe(layout === 'text' ? 0 : 3)
    }
  })
})

describe('the learner’s choice of pages above the terminals', () => {
  it.each([
    ['terminal-iframe', true, [['Shop'], ['Terminal 1']]],
    ['terminal-iframe', undefined, [['Terminal 1', 'Shop']]],
    ['terminal-iframe-split', false, [['Terminal 1', 'Shop']]],
    ['editor-terminal', true, [['Editor'], ['Terminal 1', 'Shop']]],
    ['iframe', false, [['Terminal 1', 'Shop']]],
  ] as const)('%s, %s', (layout, stacked, expected) => {
    expect(titles({ ...sources, layout, stacked }).map((tabs) => tabs.toSorted())).toEqual(expected.map((tabs) => [...tabs].sort()))
  })

  it('is one row where there are no pages', () => {
    expect(titles({ ...sources, layout: 'terminal', stacked: true, pages: [] })).toEqual([['Terminal 1']])
  })
})

describe('order of tabs', () => {
  const tabs: readonly Tab[] = [...[1, 2, 3].map((number): Tab => ({ kind: 'terminal', key: `terminal:t${number}`, title: '', terminal: terminal(number) })), page]

  it.each([
    ['t1', 't3', ['t2', 't3', 't1']],
    ['t3', 't1', ['t3', 't1', 't2']],
    ['t2', 't2', ['t1', 't2', 't3']],
    ['t1', 't2', ['t2', 't1', 't3']],
  ])('%s to the place of %s', (moved, to, expected) => {
    expect(moveTo(['t1', 't2', 't3'], moved, to)).toEqual(expected)
  })

  it.each([[0, -1, undefined], [0, 1, 'terminal:t2'], [2, 1, undefined], [3, -1, undefined]] as const)('tab %d by %d', (at, by, expected) => {
    const tab = tabs[at] ?? page
    expect(neighbourOf(tabs, tab, by)?.key).toBe(expected)
  })

  it('closes no last terminal and no page of the scenario', () => {
    expect(tabs.map((tab) => isClosable(tab, tabs))).toEqual([true, true, true, false])
    expect(isClosable(tabs[0] ?? page, tabs.slice(0, 1))).toBe(false)
    expect(isClosable({ ...page, extra: true }, tabs)).toBe(true)
  })
})
