/** One curve of a chart. */
export interface ChartCurve {
  readonly key: string
  readonly name: string
  readonly colour: string
  readonly visible: boolean
  readonly values: readonly (number | null)[]
}

export interface ChartData {
  /** Seconds since the epoch; every curve has a value for each. */
  readonly times: readonly number[]
  readonly curves: readonly ChartCurve[]
  /** What the time axis spans, in seconds. */
  readonly span: readonly [number, number]
}
