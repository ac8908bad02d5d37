import { read, readList } from '../../../kube/read.ts'

/** Digits that two ways of adding up may differ in. */
const tolerance = 1e-9

/**
 * Where two answers of the API differ. Vectors are compared without regard to order, except where one sorts: Prometheus
 * gives series in the order in which its storage has them.
 */
export function differences(theirs: unknown, ours: unknown): readonly string[] {
  if (read(theirs, 'status') !== 'success' || read(ours, 'status') !== 'success') return same(theirs, ours) ? [] : [`${JSON.stringify(theirs)} ≠ ${JSON.stringify(ours)}`]
  const [theirType, ourType] = [theirs, ours].map((answer) => read(answer, 'data', 'resultType'))
  if (theirType !== ourType) return [`${String(theirType)} ≠ ${String(ourType)}`]
  if (theirType !== 'vector' && theirType !== 'matrix') return compareSamples('', [read(theirs, 'data', 'result')], [read(ours, 'data', 'result')])
  const [left, right] = [bySeries(theirs), bySeries(ours)]
  const missing = [...left.keys()].filter((key) => !right.has(key)).map((key) => `we lack ${key}`)
  const extra = [...right.keys()].filter((key) => !left.has(key)).map((key) => `only we have ${key}`)
  return [...missing, ...extra, ...[...left].flatMap(([key, samples]) => compareSamples(key, samples, right.get(key) ?? samples))]
}

/** Samples by metric. */
function bySeries(answer: unknown): ReadonlyMap<string, readonly unknown[]> {
  return new Map(readList(answer, 'data', 'result').map((series) => {
    const value = read(series, 'value')
    return [JSON.stringify(sorted(read(series, 'metric'))), value === undefined ? readList(series, 'values') : [value]]
  }))
}

function sorted(metric: unknown): unknown {
  return Object.entries(typeof metric === 'object' && metric !== null ? metric : {}).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function compareSamples(key: string, theirs: readonly unknown[], ours: readonly unknown[]): readonly string[] {
  if (theirs.length !== ours.length) return [`${key}: ${theirs.length} samples ≠ ${ours.length}`]
  return theirs.flatMap((sample, index) => {
    const [a, b] = [sample, ours[index]]
    if (!Array.isArray(a) || !Array.isArray(b)) return [`${key}: no samples`]
    const alike = a[0] === b[0] && (a[1] === b[1] || close(Number(a[1]), Number(b[1])))
    return alike ? [] : [`${key}: ${JSON.stringify(a)} ≠ ${JSON.stringify(b)}`]
  })
}

function close(a: number, b: number): boolean {
  return Number.isFinite(a) && Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b))
}

/** Which of several duplicates a message shows is a matter of order, too. */
function same(a: unknown, b: unknown): boolean {
  const [left, right] = [a, b].map((answer) => JSON.stringify(answer).replace(/operation: \[.*?\];/, 'operation: […];'))
  return left === right
}
