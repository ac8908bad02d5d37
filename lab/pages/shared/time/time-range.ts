/** A range as addresses carry it: `now-5m`, or milliseconds since the epoch. */
export interface TimeRange {
  readonly from: string
  readonly to: string
}

export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 }
const unitNames: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' }

/** A range in time; undefined when an end cannot be read or nothing lies between them. */
export function resolveRange({ from, to }: TimeRange, nowMs: number): Span | undefined {
  const [fromMs, toMs] = [resolveTime(from, nowMs), resolveTime(to, nowMs)]
  return fromMs !== undefined && toMs !== undefined && fromMs < toMs ? { fromMs, toMs } : undefined
}

function resolveTime(written: string, nowMs: number): number | undefined {
  if (/^\d+$/.test(written)) return Number(written)
  const relative = /^now(?:-(\d+)([smhdwy]))?$/.exec(written.trim())
  if (!relative) return undefined
  return nowMs - Number(relative[1] ?? 0) * (unitMs[relative[2] ?? 's'] ?? 0)
}

/** `Last 5 minutes`, or both ends. */
export function describeRange(range: TimeRange, nowMs: number): string {
  const [, count, unit = ''] = /^now-(\d+)([smhdw])$/.exec(range.from) ?? []
  if (range.to === 'now' && count !== undefined) return `Last ${count === '1' ? '' : `${count} `}${unitNames[unit] ?? unit}${count === '1' ? '' : 's'}`
  const span = resolveRange(range, nowMs)
  return span ? `${clockText(span.fromMs)} to ${clockText(span.toMs)}` : 'No time range'
}

/** Go's and Prometheus's durations: `1h30m`, `15s`, also bare seconds. Undefined when it is none. */
export function parseDuration(written: string): number | undefined {
  const trimmed = written.trim()
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhdwy]))+$/.test(trimmed)) return undefined
  return [...trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0)
}

/** The largest unit that leaves a whole number: 5400000 is `90m`. */
export function formatDuration(ms: number): string {
  const [unit, size] = Object.entries(unitMs).filter(([name]) => name !== 'w' && name !== 'y').findLast(([, one]) => ms % one === 0 && ms >= one) ?? ['s', 1000]
  return `${ms / size}${unit}`
}

function clockText(ms: number): string {
  const date = new Date(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
