import { entriesOf, type Labels, labelsFrom, labelsKey, onlyLabels, valueOf, withoutLabels, withoutName } from '../../labels/labels.ts'
import { emptyRow, has, isEmpty, put, type Row, uniteRows, valueAt } from '../evaluate/row.ts'
import { PromqlError } from '../promql-error.ts'
import type { Matching } from '../syntax/ast.ts'
import { formatMetric } from './format-metric.ts'
import { matchKey, matchLabels } from './match-key.ts'
import { dropsName, operate, type Operation } from './operators.ts'

interface Sides {
  readonly left: readonly Row[]
  readonly right: readonly Row[]
}

interface Pairing {
  readonly operation: Operation
  readonly matching: Matching
  /** The side that may have several series for one key, and the side that may not. */
  readonly many: readonly Row[]
  readonly one: ReadonlyMap<string, readonly Row[]>
  readonly swapped: boolean
}

/** Arithmetic and comparisons between two vectors: each series with the one that matches it. */
export function betweenVectors(operation: Operation, matching: Matching, { left, right }: Sides): readonly Row[] {
  const swapped = matching.many === 'right'
  const [many, ones] = swapped ? [right, left] : [left, right]
  const keyOf = matchKey(matching)
  const one = groupByKey(ones, keyOf)
  refuseTwins({ many, one, matching, swapped })
  const pairing: Pairing = { operation, matching, many, one, swapped }
  const results = pairRows(pairing, keyOf)
  return uniteRows(results.filter((row) => !isEmpty(row)))
}

function groupByKey(rows: readonly Row[], keyOf: (labels: Labels) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row.labels)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

function pairRows({ operation, matching, many, one, swapped }: Pairing, keyOf: (labels: Labels) => string): readonly Row[] {
  const taken = new TakenSteps(matching)
  const results: Row[] = []
  for (const row of many) {
    const key = keyOf(row.labels)
    for (const partner of one.get(key) ?? []) {
      const result = emptyRow(resultLabels(operation, matching, { many: row.labels, one: partner.labels }), row.values.length)
      for (let step = 0; step < row.values.length; step += 1) {
        if (!has(row, step) || !has(partner, step)) continue
        const [a, b] = swapped ? [valueAt(partner, step), valueAt(row, step)] : [valueAt(row, step), valueAt(partner, step)]
        const value = operate(operation, [a, b], a)
        if (value === undefined) continue
        taken.take(key, result.labels, step)
        put(result, step, value)
      }
      results.push(result)
    }
  }
  return results
}

/** Sees to it that a result comes from one pair only. */
class TakenSteps {
  readonly #matching: Matching
  readonly #taken = new Map<string, Set<number>>()

  constructor(matching: Matching) {
    this.#matching = matching
  }

  take(key: string, labels: Labels, step: number): void {
    const grouped = this.#matching.many !== undefined
    const place = grouped ? `${key} ${labelsKey(labels)}` : key
    const steps = this.#taken.get(place) ?? new Set()
    this.#taken.set(place, steps)
    if (steps.has(step)) {
      throw new PromqlError('execution', grouped
        ? 'multiple matches for labels: grouping labels must ensure unique matches'
        : 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)')
    }
    steps.add(step)
  }
}

/** Two series for one key at one step on the side that may have only one. */
function refuseTwins({ many, one, matching, swapped }: Omit<Pairing, 'operation'>): void {
  for (const rows of one.values()) {
    if (rows.length < 2) continue
    const [first] = rows
    for (let step = 0; step < (first?.values.length ?? 0); step += 1) {
      const [a, b] = rows.filter((row) => has(row, step))
      if (!a || !b || !many.some((row) => has(row, step))) continue
      const group = formatMetric(matchLabels(matching)(a.labels))
      throw new PromqlError('execution', `found duplicate series for the match group ${group} on the ${swapped ? 'left' : 'right'} hand-side of the operation: `
        + `[${formatMetric(b.labels)}, ${formatMetric(a.labels)}];many-to-many matching not allowed: matching labels must be unique on one side`)
    }
  }
}

/** One to one leaves the labels that matched; many to one leaves those of the many, with what the one hands over. */
function resultLabels(operation: Operation, { on, labels, many, include }: Matching, pair: { readonly many: Labels; readonly one: Labels }): Labels {
  const own = dropsName(operation) ? withoutName(pair.many) : pair.many
  if (many === undefined) return on ? onlyLabels(own, new Set(labels)) : withoutLabels(own, new Set(labels))
  return include.length === 0 ? own : labelsFrom([...entriesOf(own), ...include.map((name) => [name, valueOf(pair.one, name)] as const)])
}

