import { type Labels, labelsOf, metricName, noLabels } from '../../labels/labels.ts'
import { emptyRow, has, isEmpty, put, type Row, valueAt } from '../evaluate/row.ts'
import { scalar, type Value, vector } from '../evaluate/value.ts'
import { eachWindow } from '../evaluate/windows.ts'
import type { Expression } from '../syntax/ast.ts'
import type { FunctionInput, FunctionTable } from './function-input.ts'

/** Functions between vectors, scalars and nothing. */
export const vectorFunctions: FunctionTable = {
  vector: (input) => vector([{ labels: noLabels, values: input.scalar(0), present: new Uint8Array(input.context.grid.count).fill(1) }]),
  scalar: toScalar,
  pi: ({ context }) => scalar(new Float64Array(context.grid.count).fill(Math.PI)),
  absent,
  absent_over_time: absentOverTime,
}

/** The value of the only series; NaN where there are more or none. */
function toScalar({ context, vector: rowsOf }: FunctionInput): Value {
  const rows = rowsOf(0)
  return scalar(Float64Array.from({ length: context.grid.count }, (_, step) => {
    const there = rows.filter((row) => has(row, step))
    return there.length === 1 && there[0] ? valueAt(there[0], step) : Number.NaN
  }))
}

function absent({ context, args, vector: rowsOf }: FunctionInput): Value {
  const rows = rowsOf(0)
  return oneWhere(context.grid.count, labelsOfAbsent(args[0]), (step) => !rows.some((row) => has(row, step)))
}

function absentOverTime({ context, args, windows }: FunctionInput): Value {
  const found = windows(0)
  const seen = new Uint8Array(context.grid.count)
  for (const series of found.series) {
    eachWindow(series, found, ({ step }) => {
      seen[step] = 1
    })
  }
  return oneWhere(context.grid.count, labelsOfAbsent(args[0]), (step) => seen[step] === 0)
}

function oneWhere(count: number, labels: Labels, isThere: (step: number) => boolean): Value {
  const row: Row = emptyRow(labels, count)
  for (let step = 0; step < count; step += 1) if (isThere(step)) put(row, step, 1)
  return vector(isEmpty(row) ? [] : [row])
}

/** What a missing series would surely have been called: labels that the selector compares with one value only. */
function labelsOfAbsent(expression: Expression | undefined): Labels {
  if (expression?.kind === 'parentheses') return labelsOfAbsent(expression.expression)
  const selector = expression?.kind === 'range' ? expression.selector : expression
  if (selector?.kind !== 'selector') return noLabels
  const matchers = selector.matchers.filter(({ name }) => name !== metricName)
  const sure = matchers.filter(({ name, operator }) => operator === '=' && matchers.filter((other) => other.name === name).length === 1)
  return labelsOf(Object.fromEntries(sure.map(({ name, value }) => [name, value])))
}
