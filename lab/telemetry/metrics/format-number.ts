/** As the mixer's Prometheus adapter writes `le`: Go's shortest form (1e+06), +Inf at the end. */
export function formatBound(bound: number): string {
  if (bound === Infinity) return '+Inf'
  return bound >= 1e6 ? bound.toExponential().replace(/e\+(\d)$/, 'e+0$1') : String(bound)
}

/** A sample's value as Go's shortest form writes it in the text format: exponents below 1e-4 and from 1e21 on. */
export function formatSample(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  const size = Math.abs(value)
  if (size === 0) return '0'
  return size < 1e-4 || size >= 1e21 ? value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2') : String(value)
}
