import { scrapeIntervalMs } from '../scrape/scraper.ts'
import type { Target } from '../scrape/target.ts'
import { valueOf, metricName } from '../labels/labels.ts'
import { PromqlError } from '../promql/promql-error.ts'
import type { ApiParts, MetricInfo, Route } from './api-parts.ts'
import { badParameter } from './parameters.ts'

const interval = `${scrapeIntervalMs / 1000}s`

export const statusRoutes: Readonly<Record<string, Route>> = {
  metadata,
  targets,
  'targets/metadata': targetsMetadata,
  // There are no rules and nobody to alert.
  rules: (_, parameters) => {
    const type = parameters.get('type') ?? ''
    if (!['', 'alert', 'record'].includes(type)) badParameter('type', `not supported value ${JSON.stringify(type)}`)
    return { groups: [] }
  },
  alerts: () => ({ alerts: [] }),
  alertmanagers: () => ({ activeAlertmanagers: [], droppedAlertmanagers: [] }),
  query_exemplars: () => [],
  // The version whose answers these are; clients choose their features by it.
  'status/buildinfo': () => ({ version: '2.42.0', revision: 'rehearsal', branch: 'rehearsal', buildUser: '', buildDate: '', goVersion: '' }),
  'status/config': ({ targets: all }) => ({ yaml: configOf(all) }),
  'status/flags': () => ({ 'query.lookback-delta': '5m', 'storage.tsdb.retention.time': '6h' }),
  'status/runtimeinfo': ({ store }) => ({ startTime: isoTime(store.firstTime), reloadConfigSuccess: true, lastConfigTime: isoTime(store.firstTime), corruptionCount: 0, storageRetention: '6h' }),
  'status/tsdb': ({ store }) => ({
    headStats: { numSeries: store.size.series, minTime: store.firstTime ?? 0, maxTime: store.lastTime ?? 0 },
    seriesCountByMetricName: countNames(store),
    labelValueCountByLabelName: [],
    memoryInBytesByLabelName: [],
    seriesCountByLabelValuePair: [],
  }),
}

function metadata({ metadata: all }: ApiParts, parameters: URLSearchParams): unknown {
  const limit = limitOf(parameters)
  const wanted = parameters.get('metric') ?? ''
  const entries = all().flatMap(({ metrics }) => metrics).filter(({ name }) => wanted === '' || name === wanted).map((info): [string, unknown] => [info.name, [describe(info)]])
  return Object.fromEntries(limit < 0 ? entries : entries.slice(0, limit))
}

function targetsMetadata({ metadata: all }: ApiParts, parameters: URLSearchParams): unknown {
  const wanted = parameters.get('metric') ?? ''
  return all().flatMap(({ target: { job, instance }, metrics }) => metrics.filter(({ name }) => wanted === '' || name === wanted)
    .map((info) => ({ target: { instance, job }, ...(wanted === '' ? { metric: info.name } : {}), ...describe(info) })))
}

function describe({ type, help }: MetricInfo) {
  return { type, help, unit: '' }
}

function limitOf(parameters: URLSearchParams): number {
  const text = parameters.get('limit') ?? ''
  if (text === '') return -1
  if (!/^[+-]?\d+$/.test(text)) throw new PromqlError('bad_data', 'limit must be a number')
  return Number(text)
}

function targets({ targets: all, store }: ApiParts, parameters: URLSearchParams): unknown {
  const isDropped = parameters.get('state') === 'dropped'
  return { activeTargets: isDropped ? [] : all.map((target) => activeTarget(target, store.lastTime)), droppedTargets: [] }
}

function activeTarget({ job, instance }: Target, lastMs: number | undefined) {
  const url = `http://${instance}/metrics`
  return {
    discoveredLabels: { __address__: instance, __metrics_path__: '/metrics', __scheme__: 'http', __scrape_interval__: interval, __scrape_timeout__: interval, job },
    labels: { instance, job },
    scrapePool: job,
    scrapeUrl: url,
    globalUrl: url,
    lastError: '',
    lastScrape: isoTime(lastMs),
    lastScrapeDuration: 0,
    health: lastMs === undefined ? 'unknown' : 'up',
    scrapeInterval: interval,
    scrapeTimeout: interval,
  }
}

function configOf(all: readonly Target[]): string {
  const jobs = all.map(({ job, instance }) => `- job_name: ${job}\n  scrape_interval: ${interval}\n  static_configs:\n  - targets:\n    - ${instance}\n`)
  return `global:\n  scrape_interval: 15s\n  evaluation_interval: 1m\nscrape_configs:\n${jobs.join('')}`
}

function countNames(store: ApiParts['store']): readonly { readonly name: string; readonly value: number }[] {
  const counts = new Map<string, number>()
  for (const labels of store.selectLabels([], -Infinity, Infinity)) {
    const name = valueOf(labels, metricName)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, value]) => ({ name, value })).toSorted((a, b) => b.value - a.value).slice(0, 10)
}

/** Before the first scrape: Go's zero time. */
function isoTime(ms: number | undefined): string {
  return ms === undefined ? '0001-01-01T00:00:00Z' : new Date(ms).toISOString()
}
