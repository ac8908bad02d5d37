import { describe, expect, it } from 'vitest'
import type { SessionView } from '../../lib/protocol/session-view.ts'
import { initialSession, isReady, sessionReducer, type SessionEvent, type SessionState } from './session-state.ts'

const view: SessionView = {
  id: 's1', scenario: 'demo', status: { kind: 'ready' }, activeTerminal: 't1', driver: 'local', unsandboxed: true,
  terminals: [{ id: 't1', number: 1, name: 'Terminal 1', host: 'host01', state: { kind: 'running' } }],
  addresses: { scheme: 'http', previewId: 'abcdefgh', previewDomain: 'localhost:3000', hostIp: '127.0.0.1' },
  pagesOpened: [], blocksRun: [], hasLab: false,
}

function after(...events: SessionEvent[]): SessionState {
  return events.reduce(sessionReducer, initialSession)
}

const joined: SessionEvent[] = [{ kind: 'connecting' }, { kind: 'connected' }, { kind: 'view', view }]

describe('sessionReducer', () => {
  it.each<[string, SessionEvent[], SessionState['connection']]>([
    ['nothing asked for', [], 'idle'],
    ['first connection under way', [{ kind: 'connecting' }], 'connecting'],
    ['joined', joined, 'online'],
    ['connection lost', [...joined, { kind: 'disconnected' }], 'offline'],
    ['trying again', [...joined, { kind: 'disconnected' }, { kind: 'connecting' }], 'offline'],
    ['back again', [...joined, { kind: 'disconnected' }, { kind: 'connected' }], 'online'],
    ['moved to another tab, which also closes the connection', [...joined, { kind: 'moved' }, { kind: 'disconnected' }], 'moved'],
    ['left on purpose', [...joined, { kind: 'left' }, { kind: 'disconnected' }], 'idle'],
  ])('%s', (_name, events, connection) => {
    expect(after(...events).connection).toBe(connection)
  })

  it('ends a session that the server no longer has, and keeps one that it cannot give right now', () => {
    const gone = after(...joined, { kind: 'refused', code: 'ended', message: 'It is gone.' })
    expect(gone.view).toMatchObject({ status: { kind: 'ended', reason: 'It is gone.' }, terminals: [] })
    expect(after(...joined, { kind: 'refused', code: 'not-ready', message: 'Starting.' }).view).toEqual(view)
  })

  it('is ready only while online with a session that is', () => {
    expect(isReady(after(...joined))).toBe(true)
    expect(isReady(after(...joined, { kind: 'disconnected' }))).toBe(false)
    expect(isReady(after({ kind: 'connected' }, { kind: 'view', view: { ...view, status: { kind: 'starting', message: '' } } }))).toBe(false)
  })

  it('shows blocks run before a reload as done, and lets newer news stand', () => {
    const state = after({ kind: 'command', state: { page: 1, block: 2, terminal: 't1', status: 'failed', exitCode: 1 } },
      { kind: 'view', view: { ...view, blocksRun: ['1:0', '1:2'] } })
    expect(state.blocks['1:0']).toEqual({ status: 'done', terminal: 't1' })
    expect(state.blocks['1:2']).toEqual({ status: 'failed', terminal: 't1', exitCode: 1 })
  })

  it('forgets blocks and verdicts when the session is a new one', () => {
    const state = after(...joined, { kind: 'command', state: { page: 1, block: 0, terminal: 't1', status: 'done', exitCode: 0 } },
      { kind: 'check', page: 1, check: { kind: 'judged', verdict: { passed: true, message: '', output: '' } } },
      { kind: 'view', view: { ...view, id: 's2' } })
    expect(state.blocks).toEqual({})
    expect(state.checks).toEqual({})
  })

  it('drops a refusal once a session is there', () => {
    const state = after({ kind: 'refused', code: 'too-many', message: 'full' }, { kind: 'view', view })
    expect(state.refusal).toBeUndefined()
  })

  it('keeps the last four notices, each once', () => {
    const notices = ['a', 'b', 'a', 'c', 'd', 'e'].map((text): SessionEvent => ({ kind: 'notice', notice: { level: 'info', text } }))
    const state = after(...notices)
    expect(state.notices.map(({ text }) => text)).toEqual(['b', 'c', 'd', 'e'])
    expect(new Set(state.notices.map(({ id }) => id)).size).toBe(4)
    const first = state.notices[0]
    expect(first && sessionReducer(state, { kind: 'notice-dismissed', id: first.id }).notices.map(({ text }) => text)).toEqual(['c', 'd', 'e'])
  })

  it('puts terminals in order at once, and one it was not told of last', () => {
    const three = { ...view, terminals: ['t1', 't2', 't3'].map((id, at) => ({ id, number: at + 1, name: id, host: 'host01', state: { kind: 'running' } as const })) }
    const state = after(...joined, { kind: 'view', view: three }, { kind: 'reordered', terminals: ['t3', 't1'] })
    expect(state.view?.terminals.map(({ id }) => id)).toEqual(['t3', 't1', 't2'])
    expect(after({ kind: 'reordered', terminals: ['t1'] })).toEqual(initialSession)
  })

  it('keeps a second order while the server still tells the first, and believes it once it has answered', () => {
    const [first, second] = [['t2', 't1'], ['t1', 't2']]
    const two: SessionView = { ...view, terminals: ['t1', 't2'].map((id, at) => ({ id, number: at + 1, name: id, host: 'host01', state: { kind: 'running' } })) }
    const told: SessionView = { ...two, terminals: two.terminals.toReversed() }
    const moving = after(...joined, { kind: 'view', view: two }, { kind: 'reordered', terminals: first }, { kind: 'reordered', terminals: second },
      { kind: 'view', view: told }, { kind: 'order-answered', terminals: first }, { kind: 'view', view: told })
    expect(moving.view?.terminals.map(({ id }) => id)).toEqual(second)
    const settled = [{ kind: 'order-answered', terminals: second }, { kind: 'view', view: told }] satisfies SessionEvent[]
    expect(settled.reduce<SessionState>(sessionReducer, moving).view?.terminals.map(({ id }) => id)).toEqual(first)
  })

  it('counts changes of files', () => {
    expect(after({ kind: 'files-changed' }, { kind: 'files-changed' }).filesVersion).toBe(2)
  })
})
