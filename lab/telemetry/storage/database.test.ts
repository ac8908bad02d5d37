import { describe, expect, it } from 'vitest'
import { labelsOf, valueOf } from '../labels/labels.ts'
import { Database, type DatabaseLimits, defaultLimits } from './database.ts'
import { createMatcher } from './matcher.ts'

const stepMs = 5000
const nowMs = 24 * 3_600_000

/** Writes ticks; each gives the values of series by name. */
function fill(database: Database, ticks: readonly Readonly<Record<string, number>>[], startMs = 0): void {
  for (const [index, tick] of ticks.entries()) {
    database.write(startMs + index * stepMs, Object.entries(tick).flatMap(([name, value]) => {
      const series = database.series({ labels: labelsOf({ __name__: name, job: 'x' }), parts: 1 })
      return series ? [[series, value] as const] : []
    }))
  }
}

function counting(ticks: number, name = 'a'): readonly Readonly<Record<string, number>>[] {
  return Array.from({ length: ticks }, (_, tick) => ({ [name]: tick }))
}

const all = [createMatcher('job', '=', 'x')]

function names(database: Database): readonly string[] {
  return database.select(all, 0, Infinity).map(({ labels }) => valueOf(labels, '__name__'))
}

function limited(limits: Partial<DatabaseLimits>): Database {
  return new Database({ nowMs, limits: { ...defaultLimits, ...limits } })
}

describe('Database', () => {
  it('gives back samples across blocks, both ends included', () => {
    const database = new Database({ nowMs })
    fill(database, counting(300))
    const [series] = database.select(all, 100 * stepMs, 250 * stepMs)
    expect(series?.values).toEqual(Array.from({ length: 151 }, (_, index) => index + 100))
    expect(series?.times).toEqual(Array.from({ length: 151 }, (_, index) => (index + 100) * stepMs))
  })

  it('orders series by label', () => {
    const database = new Database({ nowMs })
    fill(database, [{ b: 1, a: 2 }, { c: 1, b: 1 }])
    expect(names(database)).toEqual(['a', 'b', 'c'])
  })

  it.each([120, 121, 119, 3])('tells when a series went, %i ticks after its start', (ticks) => {
    const database = new Database({ nowMs })
    fill(database, [...counting(ticks), {}, {}, { a: 1 }])
    const [series] = database.select(all, 0, Infinity)
    expect(series?.goneAt).toEqual([ticks * stepMs])
    expect(series?.times.at(-1)).toBe((ticks + 2) * stepMs)
  })

  it('takes no sample for a moment that is past', () => {
    const database = new Database({ nowMs })
    fill(database, counting(3))
    fill(database, [{ a: 99 }], 2 * stepMs)
    expect(database.select(all, 0, Infinity)[0]?.values).toEqual([0, 1, 2])
  })

  it.each([0, 1, 119, 120, 121, 300])('is the same after a restore, %i ticks in', (ticks) => {
    const database = new Database({ nowMs })
    fill(database, counting(ticks).map((tick, index) => (index % 7 === 0 ? { ...tick, late: index / 3 } : tick)))
    const restored = new Database({ nowMs, state: JSON.parse(JSON.stringify(database.snapshot())) })
    expect(restored.select(all, 0, Infinity)).toEqual(database.select(all, 0, Infinity))
    expect(restored.lastTime).toBe(database.lastTime)
  })

  it('goes on where it stood after a restore, and notices what did not come back', () => {
    const database = new Database({ nowMs })
    fill(database, [{ a: 1, b: 1 }, { a: 2, b: 2 }])
    const restored = new Database({ nowMs, state: database.snapshot() })
    fill(restored, [{ b: 3 }], 2 * stepMs)
    const [a, b] = restored.select(all, 0, Infinity)
    expect(a).toMatchObject({ values: [1, 2], goneAt: [2 * stepMs] })
    expect(b).toMatchObject({ values: [1, 2, 3], goneAt: [] })
  })

  it('takes samples after a restore to a time before, without those of the future', () => {
    const database = new Database({ nowMs })
    fill(database, counting(200))
    const restored = new Database({ nowMs: 150 * stepMs, state: database.snapshot() })
    fill(restored, [{ a: 7 }], 150 * stepMs)
    expect(restored.select(all, 0, Infinity)[0]?.values).toEqual([...Array.from({ length: 120 }, (_, at) => at), 7])
  })

  it('forgets what is older than its retention, and series that have nothing else', () => {
    const database = limited({ retentionMs: 600_000 })
    fill(database, [...counting(100, 'old'), ...counting(600)])
    expect(names(database)).toEqual(['a'])
    expect(database.size.series).toBe(1)
    expect(database.firstTime).toBeGreaterThanOrEqual(700 * stepMs - 600_000 - 240 * stepMs)
  })

  it('forgets the oldest when it outgrows its room', () => {
    const database = limited({ maxBytes: 5000 })
    fill(database, Array.from({ length: 2000 }, (_, tick) => ({ a: Math.sin(tick) })))
    expect(database.size.bytes).toBeLessThanOrEqual(5000)
    expect(database.select(all, 0, Infinity)[0]?.values.at(-1)).toBe(Math.sin(1999))
  })

  it('refuses series beyond its limit, but not for ever', () => {
    const database = limited({ maxSeries: 3 })
    fill(database, [{ a: 1, b: 1, c: 1, d: 1 }])
    expect(names(database)).toEqual(['a', 'b', 'c'])
    fill(database, Array.from({ length: 240 }, () => ({ a: 1 })), stepMs)
    fill(database, [{ a: 1, e: 1 }], 300 * stepMs)
    expect(names(database)).toEqual(['a', 'e'])
  })
})
