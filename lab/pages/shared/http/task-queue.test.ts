import { describe, expect, it } from 'vitest'
import { createTaskQueue } from './task-queue.ts'

interface Held {
  readonly started: number[]
  readonly release: Map<number, () => void>
}

function hold(count: number, signalOf: (index: number) => AbortSignal = () => new AbortController().signal) {
  const queue = createTaskQueue()
  const held: Held = { started: [], release: new Map() }
  const results = Array.from({ length: count }, (_, index) => queue(() => {
    held.started.push(index)
    return new Promise<number>((resolve) => held.release.set(index, () => resolve(index)))
  }, signalOf(index)))
  return { held, results }
}

describe('createTaskQueue', () => {
  it('runs five at once, the next one when one is done', async () => {
    const { held, results } = hold(7)
    expect(held.started).toEqual([0, 1, 2, 3, 4])
    held.release.get(3)?.()
    expect(await results[3]).toBe(3)
    await Promise.resolve()
    expect(held.started).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('goes on after a failure', async () => {
    const queue = createTaskQueue()
    const signal = new AbortController().signal
    const failing = Array.from({ length: 5 }, () => queue(() => Promise.reject(new Error('no')), signal))
    const last = queue(() => Promise.resolve('yes'), signal)
    for (const one of failing) await expect(one).rejects.toThrow('no')
    expect(await last).toBe('yes')
  })

  it('drops what was given up before its turn', async () => {
    const abort = new AbortController()
    const { held, results } = hold(7, (index) => (index === 5 ? abort.signal : new AbortController().signal))
    abort.abort(new Error('gone'))
    held.release.get(0)?.()
    await expect(results[5]).rejects.toThrow('gone')
    expect(held.started).toEqual([0, 1, 2, 3, 4, 6])
  })
})
