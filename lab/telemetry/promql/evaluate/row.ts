import { type Labels, labelsKey, metricName, valueOf, withoutName } from '../../labels/labels.ts'
import { PromqlError } from '../promql-error.ts'

/** One series of a vector over all steps of a query. A value counts only where `present` is 1: NaN is a value like others. */
export interface Row {
  readonly labels: Labels
  readonly values: Float64Array
  readonly present: Uint8Array
}

export function emptyRow(labels: Labels, count: number): Row {
  return { labels, values: new Float64Array(count), present: new Uint8Array(count) }
}

export function put(row: Row, step: number, value: number): void {
  row.values[step] = value
  row.present[step] = 1
}

export function has(row: Row, step: number): boolean {
  return row.present[step] === 1
}

export function valueAt(row: Row, step: number): number {
  return row.values[step] ?? Number.NaN
}

/** A value for each that is there; where the function gives none, none is left. */
export function mapRow(row: Row, labels: Labels, map: (value: number, step: number) => number | undefined): Row {
  const mapped = emptyRow(labels, row.values.length)
  for (let step = 0; step < row.values.length; step += 1) {
    if (!has(row, step)) continue
    const value = map(valueAt(row, step), step)
    if (value !== undefined) put(mapped, step, value)
  }
  return mapped
}

export function isEmpty(row: Row): boolean {
  return !row.present.includes(1)
}

/** The same values without the name of the metric. */
export function dropNames(rows: readonly Row[]): readonly Row[] {
  return unnamed(rows, rows.map(({ labels, values, present }) => ({ labels: withoutName(labels), values, present })))
}

/** Joins rows that lost their names on the way from `named`: only different names can have made them equal. */
export function unnamed(named: readonly Row[], rows: readonly Row[]): readonly Row[] {
  const [first] = named
  if (!first) return rows
  const name = valueOf(first.labels, metricName)
  return named.every(({ labels }) => valueOf(labels, metricName) === name) ? rows : uniteRows(rows)
}

/** Joins rows of equal labels; two values at one step are an error. */
export function uniteRows(rows: readonly Row[]): readonly Row[] {
  const united = new Map<string, Row>()
  for (const row of rows) {
    const key = labelsKey(row.labels)
    const known = united.get(key)
    united.set(key, known ? overlay(known, row) : row)
  }
  return [...united.values()]
}

function overlay(a: Row, b: Row): Row {
  const joined: Row = { labels: a.labels, values: a.values.slice(), present: a.present.slice() }
  for (let step = 0; step < b.values.length; step += 1) {
    if (!has(b, step)) continue
    if (has(joined, step)) throw new PromqlError('execution', 'vector cannot contain metrics with the same labelset')
    put(joined, step, valueAt(b, step))
  }
  return joined
}
