import { formatDuration, parseDuration } from '../../shared/time/time-range.ts'

export type Tab = 'graph' | 'console'

/** One expression on the page and how its result is looked at. */
export interface Graph {
  readonly expr: string
  readonly tab: Tab
  readonly rangeMs: number
  /** End of the range, or the moment of the console; now when absent. */
  readonly endMs?: number
  /** Distance of points; a fitting one when absent. */
  readonly stepS?: number
  readonly stacked: boolean
}

export const emptyGraph: Graph = { expr: '', tab: 'console', rangeMs: 900_000, stacked: false }
const mostGraphs = 20

/**
 * The graphs of an address as Prometheus writes them: `g0.expr=up&g0.tab=0&g0.range_input=1h&g0.end_input=2026-03-01 12:30&
 * g0.step_input=5&g0.stacked=1`, and so on with `g1`. One empty graph when there is none.
 */
export function readGraphs(search: URLSearchParams): readonly Graph[] {
  const numbers = [...search.keys()].flatMap((key) => /^g(\d+)\./.exec(key)?.[1] ?? [])
  const count = Math.min(mostGraphs, 1 + Math.max(-1, ...numbers.map(Number)))
  if (count === 0) return [emptyGraph]
  return Array.from({ length: count }, (_, index) => readGraph((name) => search.get(`g${index}.${name}`)))
}

function readGraph(get: (name: string) => string | null): Graph {
  const [endMs, stepS] = [readMoment(get('end_input') ?? get('moment_input') ?? ''), Number(get('step_input') ?? 0)]
  return {
    expr: get('expr') ?? '',
    tab: get('tab') === '0' || get('tab') === 'graph' ? 'graph' : 'console',
    rangeMs: parseDuration(get('range_input') ?? '') || emptyGraph.rangeMs,
    stacked: get('stacked') === '1' || get('display_mode') === 'stacked',
    ...(endMs === undefined ? {} : { endMs }),
    ...(stepS > 0 ? { stepS } : {}),
  }
}

export function writeGraphs(graphs: readonly Graph[]): URLSearchParams {
  return new URLSearchParams(graphs.flatMap(({ expr, tab, rangeMs, endMs, stepS, stacked }, index): [string, string][] => [
    [`g${index}.expr`, expr],
    [`g${index}.tab`, tab === 'graph' ? '0' : '1'],
    [`g${index}.range_input`, formatDuration(rangeMs)],
    ...(endMs === undefined ? [] : [[`g${index}.end_input`, writeMoment(endMs)] as [string, string]]),
    ...(stepS === undefined ? [] : [[`g${index}.step_input`, String(stepS)] as [string, string]]),
    ...(stacked ? [[`g${index}.stacked`, '1'] as [string, string]] : []),
  ]))
}

/** `2026-03-01 12:30` or with seconds, in the reader's own time. */
export function readMoment(written: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(written.trim())) return undefined
  const ms = Date.parse(written.trim().replace(' ', 'T'))
  return Number.isNaN(ms) ? undefined : ms
}

export function writeMoment(ms: number): string {
  const date = new Date(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** Ranges that − and + lead through. */
const ranges = ['10s', '1m', '5m', '15m', '30m', '1h', '2h', '6h', '12h', '1d', '2d', '1w'].map((range) => parseDuration(range) ?? 0)

export function shorterRange(rangeMs: number): number {
  return ranges.findLast((range) => range < rangeMs) ?? rangeMs
}

export function longerRange(rangeMs: number): number {
  return ranges.find((range) => range > rangeMs) ?? rangeMs
}
