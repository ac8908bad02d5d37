export function median(values) {
  return quantile(values, 0.5)
}

/** Undefined when there is nothing. */
export function quantile(values, share) {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}
