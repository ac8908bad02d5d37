import type { SampleSeries } from '../../storage/series.ts'
import type { Row } from './row.ts'

/** What an expression gives, over all steps at once. */
export type Value =
  | { readonly kind: 'scalar'; readonly values: Float64Array }
  | { readonly kind: 'vector'; readonly rows: readonly Row[] }
  | { readonly kind: 'string'; readonly text: string }
  /** Samples as they are; only as the whole of an instant query. */
  | { readonly kind: 'matrix'; readonly series: readonly SampleSeries[] }

export function vector(rows: readonly Row[]): Value {
  return { kind: 'vector', rows }
}

export function scalar(values: Float64Array): Value {
  return { kind: 'scalar', values }
}
