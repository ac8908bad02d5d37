import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { nodeMetricsObjects, podMetricsObjects } from './metrics-objects.ts'
import { startMetricsServer } from './pod-metrics.ts'
import { Store } from './store.ts'
import { createManualClock } from './testing/manual-clock.ts'

test('CPU follows the rate of requests over the last window', () => {
  const clock = createManualClock()
  const store = new Store({ clock, random: createRandom(1) })
  let requests = 1000
  store.create('nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } })
  store.create('pods', {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
    spec: { nodeName: 'node-1', containers: [{ name: 'web' }, { name: 'istio-proxy' }] }, status: { phase: 'Running' },
  })
  const metrics = startMetricsServer({ cluster: store, clock, traffic: { requests: () => requests } })

  expect(usage()).toEqual(['web 1m', 'istio-proxy 2m'])
  requests += 150
  clock.advance(15_000)
  expect(usage()).toEqual(['web 101m', 'istio-proxy 12m'])
  // A restored lab counts from nothing again.
  requests = 15
  clock.advance(15_000)
  expect(usage()).toEqual(['web 11m', 'istio-proxy 3m'])
  expect(nodeMetricsObjects(store, metrics, clock.now())).toMatchObject([{ metadata: { name: 'node-1' }, usage: { cpu: '134m' } }])

  metrics.stop()
  expect(clock.pending()).toBe(0)

  function usage(): string[] {
    const [pod] = podMetricsObjects(store, metrics)
    const containers = pod?.['containers'] as { name: string; usage: { cpu: string } }[] // Shape made by podMetricsObjects.
    return containers.map(({ name, usage: { cpu } }) => `${name} ${cpu}`)
  }
})

test('a pod that does not run has no usage', () => {
  const clock = createManualClock()
  const store = new Store({ clock, random: createRandom(1) })
  store.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default' }, spec: { containers: [{ name: 'web' }] }, status: { phase: 'Pending' } })
  const metrics = startMetricsServer({ cluster: store, clock, traffic: { requests: () => 0 } })
  expect(podMetricsObjects(store, metrics)).toEqual([])
  metrics.stop()
})
