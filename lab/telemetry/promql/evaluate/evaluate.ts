import { aggregate } from '../aggregation/aggregate.ts'
import { isSetOperator } from '../binary/operators.ts'
import { betweenScalars, withScalar } from '../binary/scalars.ts'
import { combineSets } from '../binary/sets.ts'
import { betweenVectors } from '../binary/vectors.ts'
import { bodyOf } from '../functions/functions.ts'
import { PromqlError } from '../promql-error.ts'
import type { Aggregation, Binary, Call, Expression, Unary } from '../syntax/ast.ts'
import type { Context } from './context.ts'
import { dropNames, mapRow, type Row } from './row.ts'
import { selectInstant } from './select-instant.ts'
import { selectRange, selectSubquery } from './select-range.ts'
import { scalar, type Value, vector } from './value.ts'
import type { Windows } from './windows.ts'

/** The value of an expression that was checked, in all steps of the context's grid at once. */
export function evaluate(expression: Expression, context: Context): Value {
  const value = compute(expression, context)
  if (value.kind === 'vector') context.budget.reserve(value.rows.length, context.grid.count)
  return value
}

function compute(expression: Expression, context: Context): Value {
  switch (expression.kind) {
    case 'number': return scalar(new Float64Array(context.grid.count).fill(expression.value))
    case 'string': return { kind: 'string', text: expression.text }
    case 'parentheses': return evaluate(expression.expression, context)
    case 'selector': return vector(selectInstant(expression, context))
    case 'range':
    case 'subquery': return { kind: 'matrix', series: samplesOf(windowsOf(expression, context)) }
    case 'unary': return negate(expression, context)
    case 'binary': return binary(expression, context)
    case 'aggregation': return aggregation(expression, context)
    case 'call': return call(expression, context)
  }
}

function negate({ operator, expression }: Unary, context: Context): Value {
  const value = evaluate(expression, context)
  if (operator === '+') return value
  if (value.kind === 'scalar') return scalar(value.values.map((one) => -one))
  return vector(dropNames(rowsOf(value).map((row) => mapRow(row, row.labels, (one) => -one))))
}

function binary({ operator, bool, matching, left: leftSide, right: rightSide }: Binary, context: Context): Value {
  const [left, right] = [evaluate(leftSide, context), evaluate(rightSide, context)]
  if (isSetOperator(operator)) return vector(combineSets(operator, matching, { left: rowsOf(left), right: rowsOf(right) }))
  const operation = { operator, bool }
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalar(betweenScalars(operation, left.values, right.values))
  if (left.kind === 'scalar') return vector(withScalar(operation, rowsOf(right), { values: left.values, side: 'left' }))
  if (right.kind === 'scalar') return vector(withScalar(operation, rowsOf(left), { values: right.values, side: 'right' }))
  return vector(betweenVectors(operation, matching, { left: rowsOf(left), right: rowsOf(right) }))
}

function aggregation(node: Aggregation, context: Context): Value {
  const parameter = node.parameter && evaluate(node.parameter, context)
  const rows = rowsOf(evaluate(node.expression, context))
  return vector(aggregate(node, rows, parameter?.kind === 'scalar' ? { numbers: parameter.values } : parameter?.kind === 'string' ? { text: parameter.text } : {}))
}

function call({ name, args }: Call, context: Context): Value {
  const body = bodyOf(name)
  if (!body) throw new PromqlError('internal', `function ${name} has no body`)
  const valueOf = (index: number): Value => {
    const arg = args[index]
    if (!arg) throw new PromqlError('internal', `function ${name} asks for argument ${index + 1}`)
    return evaluate(arg, context)
  }
  return body({
    context,
    args,
    vector: (index) => rowsOf(valueOf(index)),
    scalar: (index) => {
      const value = valueOf(index)
      return value.kind === 'scalar' ? value.values : mistyped('scalar', value)
    },
    text: (index) => {
      const value = valueOf(index)
      return value.kind === 'string' ? value.text : mistyped('string', value)
    },
    windows: (index) => windowsOf(args[index], context),
  })
}

function windowsOf(expression: Expression | undefined, context: Context): Windows {
  if (expression?.kind === 'parentheses') return windowsOf(expression.expression, context)
  if (expression?.kind === 'range') return selectRange(expression, context)
  if (expression?.kind === 'subquery') return selectSubquery(expression, context, (inner) => rowsOf(evaluate(expression.expression, inner)))
  throw new PromqlError('internal', `expected a range of time, got ${expression?.kind ?? 'nothing'}`)
}

/** The samples of an instant query's only window. */
function samplesOf({ series, rangeMs, ends }: Windows) {
  const endMs = ends[0] ?? 0
  return series.map(({ labels, times, values, goneAt }) => {
    const isIn = (_: number, at: number) => (times[at] ?? 0) >= endMs - rangeMs && (times[at] ?? 0) <= endMs
    return { labels, times: times.filter(isIn), values: values.filter(isIn), goneAt }
  }).filter(({ times }) => times.length > 0)
}

function rowsOf(value: Value): readonly Row[] {
  return value.kind === 'vector' ? value.rows : mistyped('vector', value)
}

/** The checker refused it before. */
function mistyped(expected: string, value: Value): never {
  throw new PromqlError('internal', `expected a ${expected}, got a ${value.kind}`)
}
