import { describe, expect, it } from 'vitest'
import type { PageTab } from './tabs.ts'
import { frontTab, initialWorkspace, workspaceReducer, type WorkspaceAction } from './workspace-state.ts'

const page: PageTab = { kind: 'page', key: 'page:jaeger', title: 'Jaeger', address: 'http://jaeger/', extra: true }
const after = (...actions: WorkspaceAction[]) => actions.reduce(workspaceReducer, initialWorkspace)

describe('workspaceReducer', () => {
  it('remembers the order in which tabs were shown', () => {
    const { recent } = after({ kind: 'show', key: 'a' }, { kind: 'show', key: 'b' }, { kind: 'show', key: 'a' })
    expect(recent).toEqual(['a', 'b'])
  })

  it.each<[string, WorkspaceAction]>([
    ['a run command', { kind: 'ran', key: 'terminal:t1' }],
    ['an opened page', { kind: 'page-opened', tab: page }],
    ['a page sent elsewhere', { kind: 'page-sent', key: 'page:0', address: 'http://x/y' }],
    ['an opened file', { kind: 'file-opened', path: 'a.txt' }],
  ])('turns a phone to the work area for %s', (_name, action) => {
    expect(after(action).pane).toBe('work')
  })

  it('shows a bell until its tab is looked at', () => {
    const rang: WorkspaceAction = { kind: 'rang', key: 'terminal:t2' }
    expect(after(rang, rang).rang).toEqual(['terminal:t2'])
    expect(after(rang, { kind: 'show', key: 'terminal:t2' }).rang).toEqual([])
    expect(after({ kind: 'show', key: 'terminal:t1' }, rang, { kind: 'show', key: 'terminal:t1' }).rang).toEqual(['terminal:t2'])
  })

  it('opens a page once', () => {
    const state = after({ kind: 'page-opened', tab: page }, { kind: 'page-opened', tab: { ...page, address: 'http://jaeger/search' } })
    expect(state.extraPages).toEqual([{ ...page, address: 'http://jaeger/search' }])
  })

  it('forgets a closed page and shows what was there before', () => {
    const state = after({ kind: 'show', key: 'terminal:t1' }, { kind: 'page-opened', tab: page }, { kind: 'page-closed', key: page.key })
    expect(state.extraPages).toEqual([])
    expect(state.recent).toEqual(['terminal:t1'])
  })

  it('loads a page anew when it is sent to where it stands already', () => {
    const sent: WorkspaceAction = { kind: 'page-sent', key: 'page:0', address: 'http://x/' }
    expect(after(sent, sent).reloads['page:0']).toBe(2)
  })

  it('asks for a file again when it is clicked again', () => {
    expect(after({ kind: 'file-opened', path: 'a' }, { kind: 'file-opened', path: 'a' }).file).toEqual({ path: 'a', asked: 2 })
  })
})

describe('frontTab', () => {
  const tabs = [{ key: 'a' }, { key: 'b' }, { key: 'c' }]
  it.each([
    [['x', 'c', 'a'], undefined, 'c'],
    [['x'], 'b', 'b'],
    [[], 'nowhere', 'a'],
  ])('recent %o, preferred %s', (recent, preferred, key) => {
    expect(frontTab(tabs, recent, preferred)?.key).toBe(key)
  })

  it('has nothing to show without tabs', () => {
    expect(frontTab([], ['a'])).toBeUndefined()
  })
})
