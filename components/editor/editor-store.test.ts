import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Result } from '../../lib/protocol/result.ts'
import { EditorStore } from './editor-store.ts'

/** A disk in memory; `hold` keeps the next write from ending. */
function setUp(disk: Record<string, string> = {}) {
  const writes: string[] = []
  let held: (() => void) | undefined
  let holding = false
  const store = new EditorStore({
    read: (path) => Promise.resolve(path in disk ? { ok: true, value: { text: disk[path] ?? '' } } : { ok: false, code: 'not-found', message: 'none' }),
    write: async (path, text): Promise<Result<null>> => {
      writes.push(text)
      if (holding) await new Promise<void>((resolve) => { held = resolve })
      if (path === 'readonly') return { ok: false, code: 'forbidden', message: 'This file cannot be written.' }
      disk[path] = text
      return { ok: true, value: null }
    },
  })
  const file = (path: string) => store.getState().files.find((open) => open.path === path)
  return { store, disk, writes, file, hold: () => { holding = true }, release: () => { holding = false; held?.() } }
}

const settle = () => vi.advanceTimersByTimeAsync(1_000)

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

describe('EditorStore', () => {
  it('opens a file once and brings it to the front', async () => {
    const { store, file } = setUp({ a: 'one', b: 'two' })
    store.open('a')
    expect(file('a')?.status.kind).toBe('loading')
    store.open('b')
    store.open('a')
    await settle()
    expect(store.getState().files.map(({ path, text }) => [path, text])).toEqual([['a', 'one'], ['b', 'two']])
    expect(store.getState().front).toBe('a')
  })

  it('saves once after the last letter', async () => {
    const { store, writes, disk, file } = setUp({ a: '' })
    store.open('a')
    await settle()
    for (const text of ['h', 'hi', 'hi!']) store.edit('a', text)
    expect(writes).toEqual([])
    await settle()
    expect(writes).toEqual(['hi!'])
    expect(disk['a']).toBe('hi!')
    expect(file('a')?.status.kind).toBe('saved')
  })

  it('makes a missing file with its first letter, and not before', async () => {
    const { store, disk, file } = setUp()
    store.open('new.txt')
    await settle()
    expect(file('new.txt')?.status.kind).toBe('new')
    expect('new.txt' in disk).toBe(false)
    store.edit('new.txt', 'x')
    await settle()
    expect(disk['new.txt']).toBe('x')
  })

  it('takes over what the shell changed', async () => {
    const { store, disk, file } = setUp({ a: 'old' })
    store.open('a')
    await settle()
    disk['a'] = 'new'
    store.refresh()
    await settle()
    expect(file('a')).toMatchObject({ text: 'new', revision: 2 })
    store.refresh()
    await settle()
    expect(file('a')?.revision).toBe(2)
  })

  it('never overwrites unsaved letters from outside', async () => {
    const { store, disk, file } = setUp({ a: 'old' })
    store.open('a')
    await settle()
    store.edit('a', 'mine')
    disk['a'] = 'theirs'
    store.refresh()
    await vi.advanceTimersByTimeAsync(10)
    expect(file('a')?.text).toBe('mine')
  })

  it('goes on saving what was typed while a save was under way', async () => {
    const { store, disk, file, hold, release } = setUp({ a: '' })
    store.open('a')
    await settle()
    hold()
    store.edit('a', 'one')
    await settle()
    store.edit('a', 'one two')
    release()
    await settle()
    expect(disk['a']).toBe('one two')
    expect(file('a')?.status.kind).toBe('saved')
  })

  it('says why a file could not be saved, and keeps its text', async () => {
    const { store, file } = setUp({ readonly: 'a' })
    store.open('readonly')
    await settle()
    store.edit('readonly', 'b')
    await settle()
    store.refresh()
    store.open('readonly')
    await settle()
    expect(file('readonly')).toMatchObject({ text: 'b', status: { kind: 'failed', message: 'This file cannot be written.' } })
  })

  it('saves on closing', async () => {
    const { store, disk } = setUp({ a: '' })
    store.open('a')
    await settle()
    store.edit('a', 'last')
    store.close('a')
    await settle()
    expect(disk['a']).toBe('last')
    expect(store.getState()).toEqual({ files: [], front: undefined })
  })
})
