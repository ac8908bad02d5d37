/** SVG paths of a small curve from zero to its highest value; undefined when there is no line to draw. */
export function sparkline(values: readonly (number | null)[], { width, height }: { readonly width: number; readonly height: number }): { readonly line: string; readonly area: string } | undefined {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, x: (index / Math.max(1, values.length - 1)) * width }]))
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || known.length < 2) return undefined
  const most = Math.max(...known.map(({ value }) => value), 0) || 1
  const line = known.map(({ value, x }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(height - (Math.max(0, value) / most) * height * 0.9)}`).join('')
  return { line, area: `${line}L${round(last.x)} ${height}L${round(first.x)} ${height}Z` }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
