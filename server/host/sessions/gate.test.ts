import { describe, expect, it } from 'vitest'
import { Gate } from './gate.ts'

/** A task that ends when it is told to. */
function held() {
  let end: (value: string) => void = () => undefined
  let began = false
  const ended = new Promise<string>((resolve) => {
    end = resolve
  })
  const task = () => {
    began = true
    return ended
  }
  return { task, end: (value: string) => end(value), began: () => began }
}

describe('Gate', () => {
  it('runs so many at once, lets so many wait in order, and refuses the rest', async () => {
    const gate = new Gate({ width: 2, waiting: 2 })
    const tasks = [held(), held(), held(), held()]
    const results = tasks.map(({ task }) => gate.run(task))
    await expect(gate.run(() => 'one too many')).rejects.toMatchObject({ code: 'too-many' })
    expect(tasks.map(({ began }) => began())).toEqual([true, true, false, false])
    tasks[1]?.end('b')
    expect(await results[1]).toBe('b')
    expect(tasks.map(({ began }) => began())).toEqual([true, true, true, false])
    for (const { end } of tasks) end('x')
    expect(await Promise.all(results)).toEqual(['x', 'b', 'x', 'x'])
  })

  it('goes on after a task that failed', async () => {
    const gate = new Gate({ width: 1, waiting: 1 })
    const failed = gate.run(() => Promise.reject(new Error('no')))
    const next = gate.run(() => 'yes')
    await expect(failed).rejects.toThrow('no')
    expect(await next).toBe('yes')
  })
})
