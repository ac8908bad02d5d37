/** Units of dashboards, by Grafana's names for them. */
export type Unit = 'ops' | 'percentunit' | 's' | 'decbytes' | 'Bps' | 'short'

interface Step {
  /** The step is used from this size on. */
  readonly from: number
  readonly divisor: number
  readonly suffix: string
}

const thousands = (suffixes: readonly string[]): readonly Step[] => suffixes.map((suffix, power) => ({ from: 1000 ** power, divisor: 1000 ** power, suffix }))

/** Steps of each unit, the smallest first. */
const steps: Readonly<Record<Unit, readonly Step[]>> = {
  ops: thousands([' ops', 'K ops', 'M ops']),
  short: thousands(['', 'K', 'M', 'G', 'T']),
  decbytes: thousands([' B', ' kB', ' MB', ' GB', ' TB']),
  Bps: thousands([' B/s', ' kB/s', ' MB/s', ' GB/s']),
  percentunit: [{ from: 0, divisor: 0.01, suffix: '%' }],
  s: [
    { from: 0, divisor: 1e-6, suffix: ' µs' },
    { from: 1e-3, divisor: 1e-3, suffix: ' ms' },
    { from: 1, divisor: 1, suffix: ' s' },
    { from: 120, divisor: 60, suffix: ' min' },
    { from: 7200, divisor: 3600, suffix: ' h' },
  ],
}

/**
 * A value in its unit, as short as it may be: `9.7 ops`, `12.5 ms`, `1.2 kB`.
 * @param increment distance of neighbouring ticks; sets the digits of an axis, so that its labels line up
 */
export function formatValue(unit: Unit, value: number, increment?: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  // The zero of an axis is written in the unit of its neighbours.
  const { divisor, suffix } = stepOf(unit, value === 0 ? increment ?? 0 : value)
  const scaled = value / divisor
  const digits = increment === undefined ? digitsOf(scaled) : digitsOfIncrement(increment / divisor)
  const text = scaled.toFixed(digits)
  return `${increment === undefined ? trimZeros(text) : text}${suffix}`
}

function stepOf(unit: Unit, value: number): Step {
  const all = steps[unit]
  const [smallest = { from: 0, divisor: 1, suffix: '' }] = all
  // Zero seconds are not microseconds.
  if (value === 0) return all.find(({ divisor }) => divisor === 1) ?? smallest
  return all.findLast(({ from }) => Math.abs(value) >= from) ?? smallest
}

/** Three digits that mean something. */
function digitsOf(value: number): number {
  const size = Math.abs(value)
  if (size === 0 || size >= 100) return 0
  return size >= 10 ? 1 : size >= 1 ? 2 : 3
}

/** As few digits as tell neighbouring ticks apart: 2.5 needs one. */
function digitsOfIncrement(increment: number): number {
  for (let digits = 0; digits < 6; digits += 1) if (Math.abs(increment - Number(increment.toFixed(digits))) < 1e-9 * increment) return digits
  return 6
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
