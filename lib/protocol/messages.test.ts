import { describe, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { clientMessages, explainRefusal, isClientEvent, type ClientEventName } from './messages.ts'

const run = { text: 'ls', interrupt: false, noNewline: false, controlKey: false, page: 1, block: 0 }

const accepted: [ClientEventName, unknown][] = [
  ['session:join', { scenario: 'istio-canary' }],
  ['session:join', { scenario: 'a~b', session: 'x', tab: 'abc_-1', mode: 'share' }],
  ['session:end', {}],
  ['terminal:attach', { terminal: 't1', cols: 80, rows: 24 }],
  ['terminal:attach', { terminal: 't1', offset: 2 ** 40, cols: 1, rows: limits.maxRows }],
  ['terminal:input', { terminal: 't1', data: '\u0003' }],
  ['command:run', run],
  ['command:run', { ...run, target: 'T2', text: '\u00E9'.repeat(limits.maxCommandChars) }],
]

const refused: [ClientEventName, unknown, RegExp][] = [
  ['session:join', undefined, /the message/],
  ['session:join', null, /the message/],
  ['session:join', {}, /`scenario`/],
  ['session:join', { scenario: 's', tab: 'a b' }, /`tab`/],
  ['session:end', { reason: 'x' }, /the message/],
  ['terminal:attach', { terminal: 't1', cols: 0, rows: 24 }, /`cols`/],
  ['terminal:attach', { terminal: 't1', cols: Number.NaN, rows: 24 }, /`cols`/],
  ['terminal:attach', { terminal: 't1', cols: 80, rows: 1e9 }, /`rows`/],
  ['terminal:attach', { terminal: 't1', offset: -1, cols: 80, rows: 24 }, /`offset`/],
  ['terminal:attach', { terminal: 't1', offset: 1.5, cols: 80, rows: 24 }, /`offset`/],
  ['terminal:resize', { terminal: '../x', cols: 80, rows: 24 }, /`terminal`/],
  ['terminal:input', { terminal: 't1', data: 'x'.repeat(limits.maxInputChars + 1) }, /`data`/],
  ['terminal:input', { terminal: 't1', data: 7 }, /`data`/],
  ['files:read', { path: 'a\0b' }, /`path`: no NUL/],
  ['command:run', { ...run, interrupt: 'yes' }, /`interrupt`/],
]

describe('messages', () => {
  it.each(accepted)('%s is accepted: %j', (event, message) => {
    expect(clientMessages[event].safeParse(message).success).toBe(true)
  })

  it.each(refused)('%s is refused and says where: %j', (event, message, where) => {
    const result = clientMessages[event].safeParse(message)
    expect(result.success).toBe(false)
    expect(result.error && explainRefusal(event, result.error)).toMatch(where)
  })

  it('knows its own events only', () => {
    expect(isClientEvent('session:join')).toBe(true)
    for (const name of ['toString', '__proto__', 'connect', 'session:state', '']) expect(isClientEvent(name)).toBe(false)
  })
})
