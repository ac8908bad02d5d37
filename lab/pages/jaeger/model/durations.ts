/** Microseconds as Jaeger writes them: `950μs`, `34.59ms`, `6.03s`, `2m 5s`. */
export function formatMicros(micros: number): string {
  if (micros >= 60_000_000) return `${Math.floor(micros / 60_000_000)}m ${trimmed((micros % 60_000_000) / 1_000_000)}s`
  if (micros >= 1_000_000) return `${trimmed(micros / 1_000_000)}s`
  if (micros >= 1000 || micros === 0) return `${trimmed(micros / 1000)}ms`
  return `${trimmed(micros)}μs`
}

function trimmed(value: number): string {
  return value.toFixed(2).replace(/\.?0+$/, '')
}

const units = '(?:ns|us|μs|µs|ms|s|m|h)'
const duration = new RegExp(`^(?:\\d+(?:\\.\\d+)?${units})+$`)

/** Whether a duration can be understood: empty, or as Go writes them. */
export function isDuration(written: string): boolean {
  return written.trim() === '' || duration.test(written.trim())
}
