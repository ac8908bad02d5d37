import { describe, expect, it } from 'vitest'
import { average, latestValue, toFrame, type Curve } from './frame.ts'

const grid = { startS: 100, endS: 108, stepS: 2 }
const series = (labels: Record<string, string>, pairs: readonly (readonly [number, number])[]) => ({ labels, samples: pairs.map(([timeS, value]) => ({ timeS, value, text: String(value) })) })
const curve = (...values: (number | null)[]): Curve => ({ key: 'x', name: 'x', values })

describe('toFrame', () => {
  const answers = [{ target: { expr: 'a', legend: '{{ v }}' }, series: [series({ v: 'v1' }, [[102, 1], [104, 2]]), series({ v: 'v2' }, [[100, 0], [106, Number.NaN], [108, Infinity]])] }]

  it('puts curves on the same moments', () => {
    expect(toFrame(answers, grid)).toMatchObject({
      times: [100, 102, 104, 106, 108],
      curves: [{ name: 'v1', values: [null, 1, 2, null, null] }, { name: 'v2', values: [0, null, null, null, null] }],
    })
  })

  it('draws gaps as zero where the panel wants it', () => {
    expect(toFrame(answers, grid, { nullAsZero: true }).curves.map(({ values }) => values)).toEqual([[0, 1, 2, 0, 0], [0, 0, 0, 0, 0]])
  })

  it('tells curves of the same name apart', () => {
    const [first, second] = toFrame([{ target: { expr: 'a', legend: 'All' }, series: [series({ a: '1' }, []), series({ a: '2' }, [])] }], grid).curves
    expect(first?.name).toBe(second?.name)
    expect(first?.key).not.toBe(second?.key)
  })
})

describe('latestValue', () => {
  it.each([
    [curve(1, 2, 3), 3], [curve(1, 2, null), 2], [curve(1, null, null), undefined], [curve(), undefined], [curve(null, 0), 0],
  ])('%j', (one, expected) => {
    expect(latestValue(one)).toBe(expected)
  })
})

describe('average', () => {
  it.each([[curve(1, null, 3), 2], [curve(null), undefined], [curve(), undefined]])('%j', (one, expected) => {
    expect(average(one)).toBe(expected)
  })
})
