import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { read } from '../../lab/kube/read.ts'
import { bodyJson } from '../../lab/images/body.ts'
import { createTelemetry, type LabTelemetry } from '../../lab/telemetry/create-telemetry.ts'
import { JumpingClock } from './jumping-clock.ts'
import { pageView } from './steady-load.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Labs measured together: one alone is lost in the noise of the heap. */
const labs = 4

/** Bytes that the telemetry of one lab holds after so long, beside those of its scraped values as plain 8-byte numbers. */
export async function labMemory(minutes: number): Promise<{ readonly ours: number; readonly floor: number; readonly series: number; readonly snapshot: number }> {
  loaded(10).stop()
  const before = held()
  const made = Array.from({ length: labs }, () => loaded(minutes))
  const ours = (held() - before) / labs
  const [first] = made
  if (!first) throw new Error('Expected a lab, got none')
  const series = await seriesOf(first)
  const snapshot = JSON.stringify(first.snapshot()).length
  for (const telemetry of made) telemetry.stop()
  return { ours, floor: series * minutes * 12 * 8, series, snapshot }
}

function loaded(minutes: number): LabTelemetry {
  const clock = new JumpingClock()
  const telemetry = createTelemetry({ clock })
  telemetry.watch({ read: () => stats(clock.now()) })
  for (let tick = 0; tick < minutes * 60 * 5; tick += 1) {
    pageView(clock.now(), telemetry)
    clock.jump(200)
  }
  return telemetry
}

const clusters = ['productpage', 'details', 'reviews_v1', 'reviews_v3', 'ratings']
const names = ['upstream_rq_total', 'upstream_rq_2xx', 'upstream_rq_4xx', 'upstream_rq_5xx', 'upstream_rq_pending_overflow', 'upstream_rq_timeout', 'upstream_rq_retry', 'upstream_cx_active', 'outlier_detection_ejections_active', 'outlier_detection_ejections_total']

function stats(nowMs: number) {
  return clusters.flatMap((cluster) => names.map((name, at) => ({ name: `envoy_cluster_out_${cluster}_${name}`, value: at < 2 ? Math.floor(nowMs / 200) : 0 })))
}

async function seriesOf({ prometheusApi }: LabTelemetry): Promise<number> {
  const answer = await prometheusApi({ method: 'GET', host: 'prometheus', port: 9090, path: '/api/v1/status/tsdb', headers: {} })
  return Number(read(bodyJson(answer?.body), 'data', 'headStats', 'numSeries'))
}

function held(): number {
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
