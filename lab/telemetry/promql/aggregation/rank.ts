import { emptyRow, has, isEmpty, put, type Row, valueAt } from '../evaluate/row.ts'
import { PromqlError } from '../promql-error.ts'

/** How many each step keeps. Checked even where there is nothing to keep. */
export function rankLimits(numbers: Float64Array): readonly number[] {
  return Array.from(numbers, limitOf)
}

/** The k largest or smallest of a group in each step, in their order for the first step. NaN loses either way. */
export function rankRows(members: readonly Row[], limits: readonly number[], order: 'topk' | 'bottomk'): readonly Row[] {
  const kept = members.map(({ labels, values }) => emptyRow(labels, values.length))
  const placeOfFirst: number[] = []
  for (let step = 0; step < limits.length; step += 1) {
    const there = members.flatMap((row, index) => (has(row, step) ? [{ index, value: valueAt(row, step) }] : []))
    const best = there.toSorted((a, b) => compare(a.value, b.value, order)).slice(0, limits[step])
    for (const [place, { index, value }] of best.entries()) {
      const row = kept[index]
      if (row) put(row, step, value)
      if (step === 0) placeOfFirst[index] = place
    }
  }
  const ordered = [...kept.keys()].toSorted((a, b) => (placeOfFirst[a] ?? Infinity) - (placeOfFirst[b] ?? Infinity) || 0)
  return ordered.flatMap((index) => kept[index] ?? []).filter((row) => !isEmpty(row))
}

function limitOf(k: number): number {
  if (Number.isNaN(k) || Math.abs(k) >= 2 ** 63) throw new PromqlError('execution', `Scalar value ${Number.isNaN(k) ? 'NaN' : k > 0 ? '+Inf' : '-Inf'} overflows int64`)
  return Math.max(0, Math.trunc(k))
}

function compare(a: number, b: number, order: 'topk' | 'bottomk'): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1
  if (Number.isNaN(b)) return -1
  if (a === b) return 0
  return a > b === (order === 'topk') ? -1 : 1
}
