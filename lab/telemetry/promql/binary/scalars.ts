import { withoutName } from '../../labels/labels.ts'
import { mapRow, isEmpty, type Row, unnamed } from '../evaluate/row.ts'
import { dropsName, operate, type Operation } from './operators.ts'

export function betweenScalars(operation: Operation, left: Float64Array, right: Float64Array): Float64Array {
  return Float64Array.from(left, (a, step) => operate(operation, [a, right[step] ?? Number.NaN], a) ?? Number.NaN)
}

/** A vector and a scalar, in either order; a comparison that filters keeps the vector's value. */
export function withScalar(operation: Operation, rows: readonly Row[], { values, side }: { readonly values: Float64Array; readonly side: 'left' | 'right' }): readonly Row[] {
  const drops = dropsName(operation)
  const results = rows.map((row) => mapRow(row, drops ? withoutName(row.labels) : row.labels, (value, step) => {
    const other = values[step] ?? Number.NaN
    return operate(operation, side === 'left' ? [other, value] : [value, other], value)
  }))
  return (drops ? unnamed(rows, results) : results).filter((row) => !isEmpty(row))
}
