import { expect, it } from 'vitest'
import { clientMessages } from '../../lib/protocol/messages.ts'
import { limits } from '../../lib/protocol/limits.ts'
import { readAck, readInput } from './short-messages.ts'

const odd: readonly unknown[] = [undefined, null, 7, 'x', [], {}, { terminal: 't1' }]

it.each([
  ...odd, { terminal: 't1', offset: 0 }, { terminal: 't1', offset: 2 ** 47, more: 1 }, { terminal: 'T1', offset: 1 }, { terminal: 1, offset: 1 },
  { terminal: 't1', offset: -1 }, { terminal: 't1', offset: 1.5 }, { terminal: 't1', offset: Number.NaN }, { terminal: 't1', offset: '1' }, { terminal: `t${'1'.repeat(12)}`, offset: 1 },
])('takes of acknowledgements what the schema takes: %j', (message) => {
  expect(readAck(message) !== undefined).toBe(clientMessages['terminal:ack'].safeParse(message).success)
})

it.each([
  ...odd, { terminal: 't1', data: 'ls' }, { terminal: 't1', data: '', seq: 1 }, { terminal: 't1', data: 'é\u00FF', binary: true }, { terminal: 't1', data: 'x', binary: 1 },
  { terminal: 't1', data: 'x', seq: 0 }, { terminal: 't1', data: 'x', seq: -1 }, { terminal: 't1', data: 'x', seq: null }, { terminal: 't1', data: Buffer.from('x') },
  { terminal: 't1', data: 'x'.repeat(limits.maxInputChars) }, { terminal: 't1', data: 'x'.repeat(limits.maxInputChars + 1) }, { terminal: '', data: 'x' },
])('takes of what is typed what the schema takes: %j', (message) => {
  expect(readInput(message) !== undefined).toBe(clientMessages['terminal:input'].safeParse(message).success)
})

it('makes the bytes that the program gets', () => {
  expect(readInput({ terminal: 't1', data: 'é', seq: 3 })).toEqual({ terminal: 't1', seq: 3, data: Buffer.from('é') })
  expect(readInput({ terminal: 't1', data: 'é', binary: true })).toEqual({ terminal: 't1', seq: 0, data: Buffer.from([0xe9]) })
})
