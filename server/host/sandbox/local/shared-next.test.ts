import { describe, expect, it } from 'vitest'
import { sharedNext } from './shared-next.ts'

describe('sharedNext', () => {
  it('gives each caller a run that began after it asked, in two runs for many', async () => {
    const ends: (() => void)[] = []
    let runs = 0
    const call = sharedNext(() => {
      runs += 1
      const number = runs
      return new Promise<number>((resolve) => ends.push(() => resolve(number)))
    })
    const first = call()
    const later = [call(), call(), call()]
    expect(runs).toBe(1)
    ends[0]?.()
    expect(await first).toBe(1)
    await Promise.resolve()
    ends[1]?.()
    expect(await Promise.all(later)).toEqual([2, 2, 2])
    const last = call()
    ends[2]?.()
    expect(await last).toBe(3)
  })

  it('goes on after a run that failed', async () => {
    let runs = 0
    const call = sharedNext(async () => {
      runs += 1
      if (runs === 1) throw new Error('no')
      return runs
    })
    const [first, second] = [call(), call()]
    await expect(first).rejects.toThrow('no')
    expect(await second).toBe(2)
  })
})
