import { createRandom } from '../../../random.ts'
import { type Labels, labelsOf } from '../../labels/labels.ts'
import { exposeLabels } from '../../metrics/exposition.ts'
import type { SampleSource } from '../evaluate/context.ts'
import { matchesAll } from '../../storage/matcher.ts'
import type { SampleSeries } from '../../storage/series.ts'

export const dataStartMs = 1_700_000_000_000
export const dataEndMs = dataStartMs + 1_200_000

type ValueAt = (seconds: number) => number | undefined

/** Twenty minutes of samples, one every five seconds unless the series has gaps; the same in every run. */
export function sampleData(): readonly SampleSeries[] {
  return [...gauges(), ...counters(), ...mesh()].map(([labels, valueAt, everySeconds]) => seriesOf(labelsOf(labels), valueAt, everySeconds ?? 5))
}

export function sourceOf(series: readonly SampleSeries[]): SampleSource {
  return {
    select: (matchers, fromMs, toMs) => series.filter(({ labels }) => matchesAll(matchers, labels)).map((one) => {
      const isIn = (_: number, at: number) => (one.times[at] ?? 0) >= fromMs && (one.times[at] ?? 0) <= toMs
      return { ...one, times: one.times.filter(isIn), values: one.values.filter(isIn) }
    }).filter(({ times }) => times.length > 0),
  }
}

/** In the text format of OpenMetrics, which `promtool tsdb create-blocks-from openmetrics` reads. */
export function toOpenMetrics(series: readonly SampleSeries[]): string {
  const lines = series.flatMap(({ labels, times, values }) => times.map((time, at) => `${exposeLabels(labels)} ${openMetricsNumber(values[at] ?? Number.NaN)} ${time / 1000}`))
  return `${lines.join('\n')}\n# EOF\n`
}

type Definition = readonly [labels: Record<string, string>, valueAt: ValueAt, everySeconds?: number]

function gauges(): readonly Definition[] {
  const random = createRandom(1)
  return [
    [{ __name__: 'up', job: 'istio-mesh', instance: 'a:1' }, () => 1],
    [{ __name__: 'up', job: 'envoy', instance: 'b:2' }, (at) => (at % 100 < 50 ? 1 : 0)],
    [{ __name__: 'temperature', room: 'kitchen', floor: '0' }, (at) => 20 + 5 * Math.sin(at / 60)],
    [{ __name__: 'temperature', room: 'cellar', floor: '-1' }, (at) => 12 + at / 1000],
    [{ __name__: 'temperature', room: 'attic', floor: '2' }, (at) => (at > 300 && at < 900 ? undefined : 25 + random.next())],
    [{ __name__: 'humidity', room: 'kitchen', floor: '0' }, () => 55],
    [{ __name__: 'humidity', room: 'cellar', floor: '-1' }, (at) => 80 - at / 400, 15],
    [{ __name__: 'level', kind: 'nan' }, (at) => (at % 50 === 0 ? Number.NaN : at)],
    [{ __name__: 'level', kind: 'infinite' }, (at) => (at % 60 === 0 ? Infinity : -at)],
    [{ __name__: 'level', kind: 'tiny' }, (at) => (at + 1) * 1e-12],
    [{ __name__: 'level', kind: 'huge' }, (at) => at * 1e22],
    [{ __name__: 'room_info', room: 'kitchen', owner: 'ann', colour: 'red' }, () => 1],
    [{ __name__: 'room_info', room: 'cellar', owner: 'bob', colour: 'grey' }, () => 1],
  ]
}

/** Counters that grow evenly, that restart, and that appear late. */
function counters(): readonly Definition[] {
  const random = createRandom(2)
  let count = 0
  return [
    [{ __name__: 'requests_total', code: '200', method: 'get' }, (at) => at * 3],
    [{ __name__: 'requests_total', code: '500', method: 'get' }, () => (count += Math.floor(random.next() * 4))],
    [{ __name__: 'requests_total', code: '200', method: 'post' }, (at) => (at % 400) * 2],
    [{ __name__: 'requests_total', code: '404', method: 'get' }, (at) => (at < 600 ? undefined : at - 600), 10],
    [{ __name__: 'errors_total', code: '500', method: 'get' }, (at) => Math.floor(at / 7)],
    [{ __name__: 'errors_total', code: '404', method: 'get' }, (at) => Math.floor(at / 90)],
  ]
}

const hops = [
  ['ingress', 'unknown', 'productpage', 'v1', '200', 5], ['productpage', 'v1', 'details', 'v1', '200', 5], ['productpage', 'v1', 'reviews', 'v1', '200', 2.5],
  ['productpage', 'v1', 'reviews', 'v2', '200', 0], ['productpage', 'v1', 'reviews', 'v3', '200', 2.5], ['reviews', 'v3', 'ratings', 'v1', '200', 2.2],
  ['reviews', 'v3', 'ratings', 'v1', '500', 0.2], ['reviews', 'v2', 'ratings', 'v1', '404', 0.1],
] as const
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What the mixer exports in the lab's sixth step, with half of the reviews on v3. */
function mesh(): readonly Definition[] {
  const random = createRandom(3)
  return hops.flatMap(([source, sourceVersion, destination, destinationVersion, code, perSecond]) => {
    const labels = {
      source_service: `${source}.istio-system.svc.cluster.local`, source_version: sourceVersion,
      destination_service: `${destination}.istio-system.svc.cluster.local`, destination_version: destinationVersion,
      response_code: code, job: 'istio-mesh', instance: 'istio-mixer.istio-system:42422',
    }
    const countAt = (at: number) => Math.floor(at * perSecond)
    const share = 0.2 + random.next() * 0.5
    const below = (bucket: number) => 1 - (1 - share) ** (bucket + 1)
    const buckets = [...bounds, Infinity].map((bound, bucket): Definition => [
      { __name__: 'istio_request_duration_bucket', ...labels, le: bound === Infinity ? '+Inf' : String(bound) },
      (at) => (bound === Infinity ? countAt(at) : Math.floor(countAt(at) * below(bucket))),
    ])
    return [[{ __name__: 'istio_request_count', ...labels }, countAt] as const, ...buckets]
  })
}

function seriesOf(labels: Labels, valueAt: ValueAt, everySeconds: number): SampleSeries {
  const times: number[] = []
  const values: number[] = []
  for (let at = 0; at <= 1200; at += everySeconds) {
    const value = valueAt(at)
    if (value === undefined) continue
    times.push(dataStartMs + at * 1000)
    values.push(value)
  }
  return { labels, times, values, goneAt: [] }
}

function openMetricsNumber(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value)
}
