import { emptyRow, has, isEmpty, put, type Row, uniteRows, valueAt } from '../evaluate/row.ts'
import type { Matching } from '../syntax/ast.ts'
import { matchKey } from './match-key.ts'
import type { SetOperator } from './operators.ts'

/** and, or, unless: what stays of the left, and what the right adds. */
export function combineSets(operator: SetOperator, matching: Matching, { left, right }: { readonly left: readonly Row[]; readonly right: readonly Row[] }): readonly Row[] {
  const keyOf = matchKey(matching)
  if (operator === 'or') {
    const onLeft = presenceByKey(left, keyOf)
    return uniteRows([...left, ...right.map((row) => filterSteps(row, (step) => onLeft.get(keyOf(row.labels))?.[step] !== 1))].filter((row) => !isEmpty(row)))
  }
  const onRight = presenceByKey(right, keyOf)
  const stays = operator === 'and' ? 1 : 0
  return left.map((row) => {
    const there = onRight.get(keyOf(row.labels))
    return filterSteps(row, (step) => (there?.[step] ?? 0) === stays)
  }).filter((row) => !isEmpty(row))
}

/** In which steps any row of a key is there. */
function presenceByKey(rows: readonly Row[], keyOf: (labels: Row['labels']) => string): ReadonlyMap<string, Uint8Array> {
  const presence = new Map<string, Uint8Array>()
  for (const row of rows) {
    const key = keyOf(row.labels)
    const there = presence.get(key) ?? new Uint8Array(row.present.length)
    presence.set(key, there)
    for (let step = 0; step < row.present.length; step += 1) if (has(row, step)) there[step] = 1
  }
  return presence
}

function filterSteps(row: Row, stays: (step: number) => boolean): Row {
  const filtered = emptyRow(row.labels, row.values.length)
  for (let step = 0; step < row.values.length; step += 1) if (has(row, step) && stays(step)) put(filtered, step, valueAt(row, step))
  return filtered
}
