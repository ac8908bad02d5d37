import { noLabels, withoutName } from '../../labels/labels.ts'
import { timeAt } from '../evaluate/context.ts'
import { emptyRow, mapRow, put, type Row, unnamed } from '../evaluate/row.ts'
import { selectInstant } from '../evaluate/select-instant.ts'
import { scalar, vector } from '../evaluate/value.ts'
import type { Expression } from '../syntax/ast.ts'
import type { FunctionBody, FunctionInput, FunctionTable } from './function-input.ts'

/** Functions of moments; all calendars are UTC. */
export const timeFunctions: FunctionTable = {
  time: ({ context: { grid } }) => scalar(Float64Array.from({ length: grid.count }, (_, step) => timeAt(grid, step) / 1000)),
  timestamp,
  minute: calendar((date) => date.getUTCMinutes()),
  hour: calendar((date) => date.getUTCHours()),
  day_of_week: calendar((date) => date.getUTCDay()),
  day_of_month: calendar((date) => date.getUTCDate()),
  day_of_year: calendar((date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1),
  days_in_month: calendar((date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()),
  month: calendar((date) => date.getUTCMonth() + 1),
  year: calendar((date) => date.getUTCFullYear()),
}

/** When a sample was taken, if it is one; for anything computed, when it was computed. */
function timestamp(input: FunctionInput) {
  const { context, args } = input
  const argument = args[0] && inner(args[0])
  const rows = argument?.kind === 'selector' ? selectInstant(argument, context, ({ times }, at) => (times[at] ?? Number.NaN) / 1000) : momentsOf(input)
  return vector(unnamed(rows, rows.map((row) => ({ ...row, labels: withoutName(row.labels) }))))
}

function momentsOf({ context, vector: rowsOf }: FunctionInput): readonly Row[] {
  return rowsOf(0).map((row) => mapRow(row, row.labels, (_, step) => timeAt(context.grid, step) / 1000))
}

function inner(expression: Expression): Expression {
  return expression.kind === 'parentheses' ? inner(expression.expression) : expression
}

function calendar(read: (date: Date) => number): FunctionBody {
  const of = (seconds: number) => read(new Date(Math.trunc(seconds) * 1000))
  return ({ context: { grid }, args, vector: rowsOf }) => {
    if (args.length === 0) {
      const row = emptyRow(noLabels, grid.count)
      for (let step = 0; step < grid.count; step += 1) put(row, step, of(timeAt(grid, step) / 1000))
      return vector([row])
    }
    const rows = rowsOf(0)
    return vector(unnamed(rows, rows.map((row) => mapRow(row, withoutName(row.labels), of))))
  }
}
