import { type Row, valueAt } from '../evaluate/row.ts'

/** The order of an instant query's answer; NaN comes last either way. */
export function compareRowsByValue(order: 'ascending' | 'descending'): (a: Row, b: Row) => number {
  const sign = order === 'ascending' ? 1 : -1
  return (a, b) => {
    const [left, right] = [valueAt(a, 0), valueAt(b, 0)]
    if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : 1
    if (Number.isNaN(right)) return -1
    return left === right ? 0 : sign * (left < right ? -1 : 1)
  }
}
