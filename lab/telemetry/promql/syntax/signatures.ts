import type { ValueType } from './ast.ts'

/** What a function takes and gives. */
export interface Signature {
  readonly args: readonly ValueType[]
  /** How many of the last argument may be left out or, negative, repeated without end. */
  readonly optional: number
  readonly returns: ValueType
}

const ofVector = ['abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'ceil', 'cos', 'cosh', 'deg', 'exp', 'floor', 'ln', 'log10', 'log2', 'rad', 'sgn', 'sin', 'sinh', 'sqrt', 'tan', 'tanh',
  'absent', 'histogram_count', 'histogram_sum', 'sort', 'sort_desc', 'timestamp']
const ofRange = ['absent_over_time', 'avg_over_time', 'changes', 'count_over_time', 'delta', 'deriv', 'idelta', 'increase', 'irate', 'last_over_time', 'max_over_time', 'min_over_time', 'present_over_time',
  'rate', 'resets', 'stddev_over_time', 'stdvar_over_time', 'sum_over_time']
const ofTime = ['days_in_month', 'day_of_month', 'day_of_week', 'day_of_year', 'hour', 'minute', 'month', 'year']

/** All functions of Prometheus 2.42. */
const signatures: ReadonlyMap<string, Signature> = new Map([
  ...ofVector.map((name) => [name, takes(['vector'])] as const),
  ...ofRange.map((name) => [name, takes(['matrix'])] as const),
  ...ofTime.map((name) => [name, takes(['vector'], { optional: 1 })] as const),
  ['clamp', takes(['vector', 'scalar', 'scalar'])],
  ['clamp_max', takes(['vector', 'scalar'])],
  ['clamp_min', takes(['vector', 'scalar'])],
  ['histogram_fraction', takes(['scalar', 'scalar', 'vector'])],
  ['histogram_quantile', takes(['scalar', 'vector'])],
  ['holt_winters', takes(['matrix', 'scalar', 'scalar'])],
  ['label_join', takes(['vector', 'string', 'string', 'string'], { optional: -1 })],
  ['label_replace', takes(['vector', 'string', 'string', 'string', 'string'])],
  ['pi', takes([], { returns: 'scalar' })],
  ['predict_linear', takes(['matrix', 'scalar'])],
  ['quantile_over_time', takes(['scalar', 'matrix'])],
  ['round', takes(['vector', 'scalar'], { optional: 1 })],
  ['scalar', takes(['vector'], { returns: 'scalar' })],
  ['time', takes([], { returns: 'scalar' })],
  ['vector', takes(['scalar'])],
])

export function findFunction(name: string): Signature | undefined {
  return signatures.get(name)
}

function takes(args: readonly ValueType[], { optional = 0, returns = 'vector' }: Partial<Signature> = {}): Signature {
  return { args, optional, returns }
}
