import { afterEach, describe, expect, test } from 'vitest'
import { createLab } from './create-lab.ts'
import type { Lab, LabOptions, LabState } from './lab.ts'
import { VirtualClock } from './mesh/testing/virtual-clock.ts'

const token = 'secret'
const started: Lab[] = []

function start(clock: VirtualClock, more: Partial<LabOptions> = {}): Lab {
  const lab = createLab({ clock, seed: 7, profile: 'istio-bookinfo', apiHosts: ['api.lab'], routerSuffix: 'lab.localhost', publicPort: 80, token, ...more })
  started.push(lab)
  return lab
}

afterEach(() => {
  for (const lab of started.splice(0)) lab.stop()
})

const copyOf = (lab: Lab): LabState => JSON.parse(JSON.stringify(lab.snapshot()))

function api(lab: Lab, path: string, { method = 'GET', body }: { method?: string; body?: unknown } = {}): Promise<Response> {
  return lab.fetch(new Request(`http://api.lab${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }))
}

async function viewed(lab: Lab, clock: VirtualClock, times: number): Promise<string> {
  const pages: string[] = []
  for (let time = 0; time < times; time += 1) {
    const page = await clock.until(lab.fetch(new Request('http://istio-ingress-istio-system.lab.localhost/productpage')))
    const text = await page.text()
    pages.push(text.includes('color="red"') ? 'r' : text.includes('color="black"') ? 'b' : '-')
  }
  return pages.join('')
}

const rules = '/apis/config.istio.io/v1alpha2/namespaces/istio-system/routerules'
const halfway = { apiVersion: 'config.istio.io/v1alpha2', kind: 'RouteRule', metadata: { name: 'reviews-default' }, spec: { destination: { name: 'reviews' }, precedence: 1, route: [{ labels: { version: 'v1' }, weight: 50 }, { labels: { version: 'v3' }, weight: 50 }] } }

/** A lab in which something has happened: rules changed, pods scaled, traffic split. */
async function lived(clock: VirtualClock): Promise<Lab> {
  const lab = start(clock)
  await api(lab, `${rules}/reviews-default`, { method: 'PUT', body: halfway })
  await api(lab, '/apis/apps/v1/namespaces/istio-system/deployments/reviews-v3/scale', { method: 'PUT', body: { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'reviews-v3' }, spec: { replicas: 3 } } })
  await api(lab, '/api/v1/namespaces', { method: 'POST', body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'annex' } } })
  await clock.pass(30_000)
  await viewed(lab, clock, 20)
  return lab
}

describe('a snapshot', () => {
  test('is plain JSON, and a lab restored from it is the same lab', async () => {
    const clock = new VirtualClock()
    const lab = await lived(clock)
    const state = copyOf(lab)
    expect(state).toEqual(lab.snapshot())
    lab.stop()
    expect(copyOf(start(clock, { state }))).toEqual(state)
  })

  test('goes on as the first would have: the same pods, choices and pages', async () => {
    const clock = new VirtualClock()
    const lab = await lived(clock)
    const state = copyOf(lab)
    const atMs = clock.now()
    const [first, second] = await Promise.all([0, 1].map(async () => {
      const own = new VirtualClock(atMs)
      const one = start(own, { state })
      const pages = await viewed(one, own, 40)
      const pods = await (await api(one, '/api/v1/namespaces/istio-system/pods')).json()
      return { pages, pods: pods.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name) }
    }))
    expect(first).toEqual(second)
    expect(first?.pages).toMatch(/r/)
    expect(first?.pages).toMatch(/-/)
  })

  test('forks: what happens in one lab does not happen in the other', async () => {
    const clock = new VirtualClock()
    const lab = await lived(clock)
    const fork = start(clock, { state: copyOf(lab) })
    await api(fork, `${rules}/reviews-default`, { method: 'DELETE' })
    expect((await api(fork, `${rules}/reviews-default`)).status).toBe(404)
    expect((await api(lab, `${rules}/reviews-default`)).status).toBe(200)
  })

  test('takes a learner back: what was deleted is there again', async () => {
    const clock = new VirtualClock()
    const lab = await lived(clock)
    const before = copyOf(lab)
    await api(lab, '/api/v1/namespaces/istio-system', { method: 'DELETE' })
    await clock.pass(60_000)
    expect((await api(lab, '/api/v1/namespaces/istio-system')).status).toBe(404)
    lab.stop()
    const again = start(clock, { state: before })
    await clock.pass(1000)
    expect(await viewed(again, clock, 40)).toMatch(/r/)
    // Whoever watched the future is told to list again.
    expect((await api(again, '/api/v1/pods?watch=true&resourceVersion=999999999')).status).toBe(410)
  })

  test('carries rollouts on that it caught in the middle', async () => {
    const clock = new VirtualClock()
    const lab = start(clock)
    await api(lab, '/apis/apps/v1/namespaces/istio-system/deployments/reviews-v3/scale', { method: 'PUT', body: { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'reviews-v3' }, spec: { replicas: 3 } } })
    await clock.pass(500)
    const state = copyOf(lab)
    lab.stop()
    const own = new VirtualClock(clock.now())
    const restored = start(own, { state })
    await own.pass(10_000)
    const deployment = await (await api(restored, '/apis/apps/v1/namespaces/istio-system/deployments/reviews-v3')).json()
    expect(deployment.status.readyReplicas).toBe(3)
  })

  test('of another version is refused', () => {
    expect(() => start(new VirtualClock(), { state: { version: 2 } as unknown as LabState })).toThrow(/version 1/)
  })
})

test('a stopped lab leaves no timer and ends its streams', async () => {
  const clock = new VirtualClock()
  const lab = start(clock)
  const watch = await api(lab, '/api/v1/pods?watch=true')
  const log = await api(lab, '/api/v1/namespaces/istio-system/pods?limit=1')
  const [{ metadata: { name } }] = (await log.json()).items
  const follow = await api(lab, `/api/v1/namespaces/istio-system/pods/${name}/log?follow=true&container=details`)
  lab.stop()
  await Promise.all([watch.text(), follow.text()])
  await clock.pass(100)
  expect(clock.pending).toBe(0)
})
