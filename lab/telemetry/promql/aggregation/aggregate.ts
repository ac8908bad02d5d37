import { entriesOf, labelsFrom } from '../../labels/labels.ts'
import { quantile } from '../evaluate/quantile.ts'
import { emptyRow, has, isEmpty, put, type Row, uniteRows, valueAt } from '../evaluate/row.ts'
import { formatValue } from '../format-value.ts'
import { PromqlError } from '../promql-error.ts'
import type { Aggregation } from '../syntax/ast.ts'
import { type Group, groupRows, labelKeeper } from './groups.ts'
import { rankLimits, rankRows } from './rank.ts'
import { reducers } from './reducers.ts'

/** The parameter of an aggregator: a number for each step, or a text. */
export interface Parameter {
  readonly numbers?: Float64Array
  readonly text?: string
}

export function aggregate(node: Aggregation, rows: readonly Row[], { numbers = new Float64Array(), text = '' }: Parameter): readonly Row[] {
  const { operator } = node
  if (operator === 'count_values') return countValues(node, rows, text)
  const groups = groupRows(rows, node)
  if (operator === 'topk' || operator === 'bottomk') {
    const limits = rankLimits(numbers)
    return groups.flatMap(({ members }) => rankRows(members, limits, operator))
  }
  if (operator === 'quantile') return reduce(groups, (values, step) => quantile(numbers[step] ?? Number.NaN, values))
  return reduce(groups, reducers[operator])
}

function reduce(groups: readonly Group[], reducer: (values: readonly number[], step: number) => number): readonly Row[] {
  return groups.map(({ labels, members }) => {
    const row = emptyRow(labels, members[0]?.values.length ?? 0)
    const values: number[] = []
    for (let step = 0; step < row.values.length; step += 1) {
      values.length = 0
      for (const member of members) if (has(member, step)) values.push(valueAt(member, step))
      if (values.length > 0) put(row, step, reducer(values, step))
    }
    return row
  })
}

/** How many series of a group have each value; the value becomes a label. */
function countValues({ without, labels }: Aggregation, rows: readonly Row[], name: string): readonly Row[] {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new PromqlError('execution', `invalid label name ${JSON.stringify(name)}`)
  const keep = labelKeeper({ without, labels: without ? labels : [...labels, name] })
  const ones = rows.flatMap((row) => [...row.present.keys()].filter((step) => has(row, step)).map((step) => {
    const one = emptyRow(labelsFrom([...entriesOf(row.labels), [name, formatValue(valueAt(row, step))]]), row.values.length)
    put(one, step, 1)
    return { ...one, labels: keep(one.labels) }
  }))
  const counted = reduce(groupRows(ones, { without: true, labels: [] }), reducers.sum)
  return uniteRows(counted.filter((row) => !isEmpty(row)))
}
