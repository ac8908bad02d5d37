import { withoutName } from '../../labels/labels.ts'
import { mapRow, unnamed } from '../evaluate/row.ts'
import { vector } from '../evaluate/value.ts'
import type { FunctionBody, FunctionInput, FunctionTable } from './function-input.ts'

/** Functions of one value at a time. */
export const numberFunctions: FunctionTable = {
  abs: each(Math.abs),
  ceil: each(Math.ceil),
  floor: each(Math.floor),
  exp: each(Math.exp),
  sqrt: each(Math.sqrt),
  ln: each(Math.log),
  log2: each(Math.log2),
  log10: each(Math.log10),
  sin: each(Math.sin),
  cos: each(Math.cos),
  tan: each(Math.tan),
  asin: each(Math.asin),
  acos: each(Math.acos),
  atan: each(Math.atan),
  sinh: each(Math.sinh),
  cosh: each(Math.cosh),
  tanh: each(Math.tanh),
  asinh: each(Math.asinh),
  acosh: each(Math.acosh),
  atanh: each(Math.atanh),
  deg: each((value) => (value * 180) / Math.PI),
  rad: each((value) => (value * Math.PI) / 180),
  sgn: each(Math.sign),
  round,
  clamp: (input) => clamp(input, input.scalar(1), input.scalar(2)),
  clamp_min: (input) => clamp(input, input.scalar(1), constant(input, Infinity)),
  clamp_max: (input) => clamp(input, constant(input, -Infinity), input.scalar(1)),
  // Only histograms of today's native kind have these; there are none here.
  histogram_count: () => vector([]),
  histogram_sum: () => vector([]),
  histogram_fraction: () => vector([]),
}

function each(map: (value: number) => number): FunctionBody {
  return (input) => mapAll(input, map)
}

function mapAll({ vector: rowsOf }: FunctionInput, map: (value: number, step: number) => number | undefined) {
  const rows = rowsOf(0)
  return vector(unnamed(rows, rows.map((row) => mapRow(row, withoutName(row.labels), map))))
}

function round(input: FunctionInput) {
  const to = input.args.length > 1 ? input.scalar(1) : constant(input, 1)
  return mapAll(input, (value, step) => {
    // Dividing by the inverse is exact where multiplying by 0.001 is not.
    const inverse = 1 / (to[step] ?? 1)
    return Math.floor(value * inverse + 0.5) / inverse
  })
}

function clamp(input: FunctionInput, least: Float64Array, most: Float64Array) {
  return mapAll(input, (value, step) => {
    const [low, high] = [least[step] ?? Number.NaN, most[step] ?? Number.NaN]
    return low > high ? undefined : Math.max(low, Math.min(high, value))
  })
}

function constant({ context }: FunctionInput, value: number): Float64Array {
  return new Float64Array(context.grid.count).fill(value)
}
