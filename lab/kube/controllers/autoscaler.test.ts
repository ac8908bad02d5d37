import { describe, expect, test } from 'vitest'
import { createRandom } from '../../random.ts'
import type { KubeObject } from '../object.ts'
import { read } from '../read.ts'
import { Store } from '../store.ts'
import { createManualClock } from '../testing/manual-clock.ts'
import { createAutoscaler, desiredReplicas } from './autoscaler.ts'

test.each([
  { current: 1, percent: 100, target: 50, expected: 2 },
  { current: 2, percent: 54, target: 50, expected: 2 },
  { current: 2, percent: 56, target: 50, expected: 3 },
  { current: 4, percent: 10, target: 50, expected: 1 },
  { current: 3, percent: 0, target: 50, expected: 0 },
])('wants $expected replicas when $current use $percent % of $target %', ({ expected, ...input }) => {
  expect(desiredReplicas(input)).toBe(expected)
})

describe('the autoscaler', () => {
  test('grows at once, stops at the maximum and shrinks only after the quiet of a minute', () => {
    const lab = setUp({ cpuRequest: '100m', maxReplicas: 3 })
    expect(lab.round({ cores: 0.1 })).toBe(2)
    expect(lab.round({ cores: 0.1 })).toBe(3)
    expect(lab.round({ cores: 0.1 })).toBe(3)
    expect(lab.condition('ScalingLimited')).toBe('True')
    expect([lab.round({ cores: 0.001 }), lab.round({ cores: 0.001 }), lab.round({ cores: 0.001 })]).toEqual([3, 3, 3])
    expect(lab.round({ cores: 0.001 })).toBe(1)
  })

  test('says why when the containers name no request', () => {
    const lab = setUp({ maxReplicas: 3 })
    expect(lab.round({ cores: 0.1 })).toBe(1)
    expect(lab.condition('ScalingActive')).toBe('False')
    expect(lab.message('ScalingActive')).toContain('missing request for cpu in container app of Pod web-0')
  })

  test('says why when there is nothing to scale', () => {
    const lab = setUp({ cpuRequest: '100m', maxReplicas: 3 })
    lab.store.delete('apps/deployments', 'default', 'web')
    lab.round({ cores: 0.1 })
    expect(lab.message('AbleToScale')).toBe(`the HPA controller was unable to get the target's current scale: deployments "web" not found`)
  })

  test('asks for no timer while there is no autoscaler', () => {
    const store = new Store({ clock: createManualClock(), random: createRandom(1) })
    const result = createAutoscaler({ usage: () => undefined })({ cluster: store, nowMs: 0, random: createRandom(1), hasImage: () => true, room: () => 100 })
    expect(result).toEqual({ actions: [] })
  })
})

function setUp({ cpuRequest, maxReplicas }: { cpuRequest?: string; maxReplicas: number }) {
  const clock = createManualClock()
  const random = createRandom(1)
  const store = new Store({ clock, random })
  const load = { cores: 0 }
  const autoscale = createAutoscaler({
    usage: () => ({ atMs: clock.now(), windowMs: 15_000, containers: [{ name: 'app', cores: load.cores, bytes: 1 }] }),
  })
  store.create('apps/deployments', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default' }, spec: { replicas: 1, selector: { matchLabels: { app: 'web' } } } })
  store.create('autoscaling/horizontalpodautoscalers', {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web', namespace: 'default' },
    spec: { minReplicas: 1, maxReplicas, scaleTargetRef: { kind: 'Deployment', name: 'web' }, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }] },
  })
  const replicas = () => Number(read(store.get('apps/deployments', 'default', 'web'), 'spec', 'replicas') ?? 1)
  const conditionOf = (type: string): unknown => {
    const conditions = read(store.get('autoscaling/horizontalpodautoscalers', 'default', 'web'), 'status', 'conditions')
    return Array.isArray(conditions) ? conditions.find((one) => read(one, 'type') === type) : undefined
  }

  return {
    store,
    condition: (type: string) => read(conditionOf(type), 'status'),
    message: (type: string) => read(conditionOf(type), 'message'),
    /** One look of the autoscaler with every pod using so much; answers the replicas it leaves. */
    round({ cores }: { cores: number }): number {
      load.cores = cores
      while (store.list('pods').length < replicas()) store.create('pods', pod(store.list('pods').length, cpuRequest))
      while (store.list('pods').length > replicas()) store.delete('pods', 'default', `web-${store.list('pods').length - 1}`)
      clock.advance(15_000)
      const { actions } = autoscale({ cluster: store, nowMs: clock.now(), random, hasImage: () => true, room: () => 100 })
      for (const { resource, object } of actions) store.update(resource, object)
      return replicas()
    },
  }
}

function pod(index: number, cpuRequest: string | undefined): KubeObject {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: `web-${index}`, namespace: 'default', labels: { app: 'web' } },
    spec: { containers: [{ name: 'app', ...(cpuRequest ? { resources: { requests: { cpu: cpuRequest } } } : {}) }] },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  }
}
