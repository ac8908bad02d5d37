import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLab } from './create-lab.ts'
import type { Lab } from './lab.ts'
import { VirtualClock } from './mesh/testing/virtual-clock.ts'

const token = 'secret'
const clock = new VirtualClock()
let lab: Lab

beforeEach(() => {
  lab = createLab({ clock, seed: 7, profile: 'empty', apiHosts: ['api.lab'], routerSuffix: 'lab.localhost', publicPort: 80, token })
})

afterEach(() => {
  lab.stop()
})

function send(method: string, path: string, body?: string | object, type = 'application/json'): Promise<Response> {
  return lab.fetch(new Request(`http://api.lab${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': type }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) }))
}

const maps = '/api/v1/namespaces/default/configmaps'
const map = (name: string, value: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { value } })

describe('a lab takes so much and no more', () => {
  test('of one body', async () => {
    const response = await send('POST', maps, map('big', 'x'.repeat(4 * 2 ** 20)))
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ kind: 'Status', reason: 'RequestEntityTooLarge', message: expect.stringMatching(/^Request entity too large: limit is \d+$/) })
  })

  test('of one object', async () => {
    const response = await send('POST', maps, map('big', 'x'.repeat(2 * 2 ** 20)))
    expect(response.status).toBe(403)
    expect((await response.json()).message).toMatch(/^configmaps "big" is forbidden: exceeded quota: lab, requested: size=\d+, limited: size=\d+ for one object$/)
  })

  test('of all objects together, and takes more when some have gone', async () => {
    let stored = 0
    for (; stored < 100; stored += 1) if ((await send('POST', maps, map(`m${stored}`, 'x'.repeat(2 ** 20)))).status !== 201) break
    expect(stored).toBeGreaterThan(10)
    expect(stored).toBeLessThan(50)
    const refused = await (await send('POST', maps, map('more', 'x'.repeat(2 ** 20)))).json()
    expect(refused).toMatchObject({ reason: 'Forbidden', code: 403, message: expect.stringContaining('exceeded quota: lab') })
    expect((await send('DELETE', `${maps}/m0`)).status).toBe(200)
    expect((await send('POST', maps, map('more', 'x'.repeat(2 ** 20)))).status).toBe(201)
  })

  test('of objects in number', async () => {
    let status = 201
    let stored = 0
    for (; status === 201 && stored < 20_000; stored += 1) status = (await send('POST', maps, map(`m${stored}`, ''))).status
    expect(status).toBe(403)
    expect(stored).toBeLessThan(5001)
  })

  test('of pods, whatever a deployment wishes', async () => {
    const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'istio/examples-bookinfo-details-v1:1' }] } }
    await send('POST', '/apis/apps/v1/namespaces/default/deployments', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'many' }, spec: { replicas: 1_000_000, selector: { matchLabels: { app: 'a' } }, template } })
    await clock.pass(10_000)
    const pods = await (await send('GET', '/api/v1/namespaces/default/pods')).json()
    expect(pods.items.length).toBeLessThanOrEqual(400)
    const phases = pods.items.map(({ status }: { status: { phase: string } }) => status.phase)
    expect(phases.filter((phase: string) => phase === 'Running')).toHaveLength(110)
    const events = await (await send('GET', '/api/v1/namespaces/default/events')).json()
    const waiting = pods.items.find(({ status }: { status: { phase: string } }) => status.phase === 'Pending')
    expect(waiting.status.conditions).toMatchObject([{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes are available: 1 Too many pods.' }])
    const sets = await (await send('GET', '/apis/apps/v1/namespaces/default/replicasets')).json()
    expect(sets.items[0].status.conditions).toMatchObject([{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }])
    expect(events.items.length).toBeLessThanOrEqual(300)
  })

  test('of history: an object changed a thousand times is not kept a thousand times', async () => {
    await send('POST', maps, map('often', ''))
    const before = await (await send('GET', maps)).json()
    for (let turn = 0; turn < 100; turn += 1) await send('PUT', `${maps}/often`, map('often', String(turn) + 'x'.repeat(2 ** 20)))
    const gone = await send('GET', `${maps}?watch=true&resourceVersion=${before.metadata.resourceVersion}`)
    expect(gone.status).toBe(410)
    expect(await gone.json()).toMatchObject({ reason: 'Expired' })
  })

  test('of open streams', async () => {
    const streams: Response[] = []
    for (let at = 0; at < 300; at += 1) streams.push(await send('GET', `${maps}?watch=true`))
    const codes = streams.map(({ status }) => status)
    expect(codes.filter((code) => code === 200)).toHaveLength(200)
    expect(codes.at(-1)).toBe(429)
    await Promise.all(streams.map(({ body }) => body?.cancel()))
    expect((await send('GET', `${maps}?watch=true`)).status).toBe(200)
  })

  test('of a reader that does not read', async () => {
    const watch = await send('GET', `${maps}?watch=true`)
    for (let turn = 0; turn < 30; turn += 1) await send(turn === 0 ? 'POST' : 'PUT', turn === 0 ? maps : `${maps}/often`, map('often', String(turn) + 'x'.repeat(2 ** 20)))
    const lines = (await watch.text()).trimEnd().split('\n')
    expect(lines.length).toBeLessThan(15)
  })

  test.each([
    ['levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'application/json', /nested more than 256 levels deep/],
    ['levels of YAML', `${'- '.repeat(20_000)}a`, 'application/yaml', /unrecognized|nested/],
    ['aliases', ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`)].join('\n'), 'application/yaml', /alias/i],
    ['YAML', `a: ${'x'.repeat(600_000)}`, 'application/yaml', /Request entity too large/],
    ['names of prototypes', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"__proto__":"x"}}}', 'application/json', /"__proto__"/],
  ])('of %s in a body', async (_what, body, type, message) => {
    const response = await send('POST', maps, body, type)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect((await response.json()).message).toMatch(message)
  })
})
