import { describe, expect, it } from 'vitest'
import { keyAction } from './key-action.ts'

const plain = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false }
const reading = { before: '', typing: false }
const afterG = { before: 'g', typing: false }

describe('keyAction', () => {
  it.each([
    [{ ...plain, key: 'n' }, afterG, { kind: 'turn', by: 1 }],
    [{ ...plain, key: 'p' }, afterG, { kind: 'turn', by: -1 }],
    [{ ...plain, key: '3' }, afterG, { kind: 'step', number: 3 }],
    [{ ...plain, key: 't' }, afterG, { kind: 'terminal' }],
    [{ ...plain, key: 'c' }, afterG, { kind: 'transcript' }],
    [{ ...plain, key: 'c' }, reading, undefined],
    [{ ...plain, key: '0' }, afterG, undefined],
    [{ ...plain, key: 'n' }, reading, undefined],
    [{ ...plain, key: 'n' }, { before: 'g', typing: true }, undefined],
    [{ ...plain, key: 'n', metaKey: true }, afterG, undefined],
    [{ ...plain, key: 'ArrowRight', ctrlKey: true, shiftKey: true }, reading, { kind: 'terminal' }],
    [{ ...plain, key: 'ArrowRight', ctrlKey: true, shiftKey: true }, { before: '', typing: true }, undefined],
    [{ ...plain, key: 'ArrowLeft', ctrlKey: true, shiftKey: true }, reading, { kind: 'steps' }],
    [{ ...plain, key: 'ArrowLeft', ctrlKey: true, shiftKey: true }, { before: '', typing: true }, undefined],
    [{ ...plain, key: 'ArrowLeft', ctrlKey: true, shiftKey: true }, { before: '', typing: true, leavable: true }, { kind: 'steps' }],
    [{ ...plain, key: 'ArrowRight' }, reading, undefined],
    [{ ...plain, key: '?', shiftKey: true }, reading, { kind: 'help' }],
    [{ ...plain, key: '?', shiftKey: true }, { before: '', typing: true }, undefined],
  ])('%o after %o: %o', (press, moment, action) => {
    expect(keyAction(press, moment)).toEqual(action)
  })
})
