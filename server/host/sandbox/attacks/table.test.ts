import { describe, expect, it } from 'vitest'
import { drawTable, judge } from './table.ts'
import { readVerdict } from './verdict.ts'

const held = { kind: 'held', detail: 'EPERM' } as const
const breached = { kind: 'breached', detail: 'a file' } as const

describe('the judgement of an attack run', () => {
  it('wants every line to hold where learners are kept in', () => {
    expect(judge('oci', [{ title: 'a', verdict: held, onBareShell: 'breached' }])).toEqual([])
    expect(judge('oci', [{ title: 'a', verdict: breached, onBareShell: 'held' }])).toEqual(['Driver oci did not hold: a (a file).'])
    expect(judge('oci', [{ title: 'a', verdict: { kind: 'skipped', detail: 'no python' }, onBareShell: 'held' }])).toHaveLength(1)
  })

  it('lets those through that are known to, and no others', () => {
    const results = ['a', 'b'].map((title) => ({ title, verdict: breached, onBareShell: 'breached' as const }))
    expect(judge('bwrap, no root', results, ['a'])).toEqual(['Driver bwrap, no root did not hold: b (a file).'])
    expect(judge('bwrap, no root', [{ title: 'a', verdict: { kind: 'skipped', detail: '' }, onBareShell: 'held' }], ['a'])).toHaveLength(1)
  })

  it('wants the attacks to get through on a bare shell', () => {
    expect(judge('local', [{ title: 'a', verdict: breached, onBareShell: 'breached' }])).toEqual([])
    expect(judge('local', [{ title: 'a', verdict: held, onBareShell: 'breached' }])).toHaveLength(1)
    expect(judge('local', [{ title: 'a', verdict: { kind: 'skipped', detail: '' }, onBareShell: { skipped: '' } }])).toEqual([])
  })

  it('never shows a driver as held that was not tried', () => {
    const table = drawTable([{ title: 'oci', results: [{ title: 'a', verdict: held, onBareShell: 'held' }] }, { title: 'docker', skipped: 'no daemon', results: [] }])
    expect(table.split('\n').at(-1)).toBe('| a | held | skipped |')
  })
})

describe('the verdict of a program inside', () => {
  it.each([
    ['VERDICT {"held": true, "detail": "x"}', { kind: 'held', detail: 'x' }],
    ['noise\r\nVERDICT {"held": false, "detail": "y"}\r\n', { kind: 'breached', detail: 'y' }],
    ['VERDICT {"held": "yes", "detail": ""}', { kind: 'breached', detail: '' }],
    ['killed', undefined],
    ['', undefined],
  ])('%j', (output, expected) => {
    expect(readVerdict(output)).toEqual(expected)
  })
})
