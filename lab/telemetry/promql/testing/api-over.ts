import { createPrometheusApi } from '../../prometheus/prometheus-api.ts'
import { bodyJson } from '../../../images/body.ts'
import { VirtualClock } from '../../../mesh/testing/virtual-clock.ts'
import { Engine } from '../engine.ts'
import type { SampleSource } from '../evaluate/context.ts'
import { dataEndMs } from './sample-data.ts'

/** Our API over given samples: path and query in, parsed JSON out. */
export function createApiOver(source: SampleSource): (path: string) => Promise<unknown> {
  const store = { firstTime: undefined, lastTime: undefined, size: { series: 0, bytes: 0 }, selectLabels: () => [] }
  const api = createPrometheusApi({ clock: new VirtualClock(dataEndMs), engine: new Engine(source), source, store, targets: [], metadata: () => [] })
  return async (path) => bodyJson((await api({ method: 'GET', host: 'prometheus', port: 9090, path, headers: {} }))?.body)
}
