import { read, readList, readRecord, readStrings, text } from '../../../kube/read.ts'
import type { Labels } from './labels.ts'
import { fetchJson, RequestError } from '../http/fetch-json.ts'

interface Sample {
  readonly timeS: number
  readonly value: number
  /** The value as Prometheus wrote it. */
  readonly text: string
}

export interface Series {
  readonly labels: Labels
  readonly samples: readonly Sample[]
}

/** What an instant query gave; a scalar or string is one sample without labels. */
export interface QueryResult {
  readonly type: 'vector' | 'matrix' | 'scalar' | 'string'
  readonly series: readonly Series[]
  /** The string of a string. */
  readonly text?: string
}

export interface TimeGrid {
  readonly startS: number
  readonly endS: number
  readonly stepS: number
}

export interface PrometheusClient {
  range(query: string, grid: TimeGrid, signal?: AbortSignal): Promise<readonly Series[]>
  /** At a moment; now when absent. */
  instant(query: string, timeS?: number, signal?: AbortSignal): Promise<QueryResult>
  /** Values of a label, of one metric or of all. */
  labelValues(label: string, metric?: string, signal?: AbortSignal): Promise<readonly string[]>
  labelNames(metric?: string, signal?: AbortSignal): Promise<readonly string[]>
  /** What metrics are for, by name; only those that were described. */
  helps(signal?: AbortSignal): Promise<Readonly<Record<string, string>>>
}

/** Longer questions are posted: servers refuse long addresses. */
const longestAddress = 4000

/**
 * Prometheus's HTTP API. Its refusals reject with a `RequestError` that carries its own words.
 * @param base path before `/api/v1`
 */
export function prometheusClient(base: string): PrometheusClient {
  async function ask(path: string, parameters: Readonly<Record<string, string | undefined>>, signal?: AbortSignal): Promise<unknown> {
    const form = new URLSearchParams(Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
    const address = `${base}/api/v1/${path}`
    const body = form.toString().length > longestAddress ? { method: 'POST', body: form } : {}
    const answer = await fetchJson('body' in body ? address : `${address}?${form.toString()}`, { ...body, ...(signal ? { signal } : {}) })
    if (read(answer, 'status') === 'success') return read(answer, 'data')
    throw new RequestError(text(read(answer, 'error')) || 'Prometheus answered without a result.', 400)
  }

  const selector = (metric: string | undefined) => ({ 'match[]': metric })
  return {
    async range(query, { startS, endS, stepS }, signal) {
      return toSeries(await ask('query_range', { query, start: String(startS), end: String(endS), step: String(stepS) }, signal))
    },
    async instant(query, timeS, signal) {
      return toResult(await ask('query', { query, time: timeS === undefined ? undefined : String(timeS) }, signal))
    },
    async labelValues(label, metric, signal) {
      return strings(await ask(`label/${encodeURIComponent(label)}/values`, selector(metric), signal))
    },
    async labelNames(metric, signal) {
      return strings(await ask('labels', selector(metric), signal))
    },
    async helps(signal) {
      const described = Object.entries(readRecord(await ask('metadata', {}, signal)))
      return Object.fromEntries(described.map(([name, entries]) => [name, text(read(Array.isArray(entries) ? entries[0] : undefined, 'help'))]))
    },
  }
}

function toResult(data: unknown): QueryResult {
  const type = read(data, 'resultType')
  if (type === 'scalar' || type === 'string') {
    const result = readList(data, 'result')
    if (type === 'string') return { type, series: [], text: text(result[1]) }
    return { type, series: [{ labels: {}, samples: toSamples([result]) }] }
  }
  return { type: type === 'matrix' ? 'matrix' : 'vector', series: toSeries(data) }
}

function toSeries(data: unknown): readonly Series[] {
  return readList(data, 'result').map((one) => ({
    labels: readStrings(one, 'metric'),
    samples: toSamples(read(one, 'values') === undefined ? [read(one, 'value')] : readList(one, 'values')),
  }))
}

function toSamples(pairs: readonly unknown[]): readonly Sample[] {
  return pairs.flatMap((pair) => {
    const [time, value] = Array.isArray(pair) ? (pair as readonly unknown[]) : []
    return typeof time === 'number' ? [{ timeS: time, value: toNumber(text(value)), text: text(value) }] : []
  })
}

function toNumber(value: string): number {
  if (value === '+Inf') return Infinity
  return value === '-Inf' ? -Infinity : Number(value === '' ? Number.NaN : value)
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text) : []
}
