import { expect, it } from 'vitest'
import { createRefusalLog } from './refusal-log.ts'

function log() {
  const written: string[] = []
  const clock = { ms: 0 }
  const note = createRefusalLog({ write: ({ action, address }) => written.push(`${action} ${address}`), uptime: () => clock.ms })
  return { written, clock, refuse: (address: string, action = 'files:read') => note({ action, code: 'not-found', address }) }
}

it('notes each refusal, and of a flood that there was more', () => {
  const { written, clock, refuse } = log()
  for (let time = 0; time < 1_000; time += 1) refuse('a')
  refuse('b')
  expect(written).toHaveLength(62)
  expect(written.slice(-2)).toEqual(['more a', 'files:read b'])
  clock.ms += 60_000
  refuse('a')
  expect(written.at(-1)).toBe('files:read a')
})

it('bounds what comes from everywhere', () => {
  const { written, refuse } = log()
  for (let address = 0; address < 5_000; address += 1) refuse(String(address))
  expect(written).toHaveLength(1_001)
  expect(written.at(-1)).toBe('more from everywhere ')
})
