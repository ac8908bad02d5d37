import { afterEach, describe, expect, it } from 'vitest'
import { createLab } from '../create-lab.ts'
import type { Lab } from '../lab.ts'
import { nodeClock } from '../node/node-clock.ts'

// What clients with types of their own (Go, Python, Java) count on, and kubectl does not show.

const token = 'secret'
const started: Lab[] = []

function start(): Lab {
  const lab = createLab({ clock: nodeClock, seed: 7, profile: 'empty', apiHosts: ['api.lab'], routerSuffix: 'lab.localhost', publicPort: 80, token })
  started.push(lab)
  return lab
}

afterEach(() => {
  for (const lab of started.splice(0)) lab.stop()
})

function send(lab: Lab, path: string, body?: unknown, accept = 'application/json'): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept }
  return lab.fetch(new Request(`http://api.lab${path}`, body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }))
}

const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
const selector = { matchLabels: { app: 'a' } }

describe('a new object', () => {
  it.each([
    ['/apis/apps/v1/namespaces/default/deployments', { spec: { selector, template }, status: { readyReplicas: 7 } }, {}],
    ['/apis/apps/v1/namespaces/default/replicasets', { spec: { selector, template } }, { replicas: 0 }],
    ['/apis/apps/v1/namespaces/default/daemonsets', { spec: { selector, template } }, { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 }],
    ['/api/v1/namespaces/default/services', { spec: { ports: [{ port: 80 }] } }, { loadBalancer: {} }],
    ['/api/v1/namespaces/default/pods', { spec: template.spec }, { phase: 'Pending' }],
    ['/api/v1/namespaces/default/persistentvolumeclaims', { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }, { phase: 'Pending' }],
    ['/api/v1/namespaces/default/configmaps', { data: {} }, undefined],
  ])('of %s has the status of one that nobody saw yet', async (path, body, status) => {
    const made = await (await send(start(), path, { metadata: { name: 'new' }, ...body })).json()
    expect(made.status).toEqual(status)
  })
})

describe('flags of the query', () => {
  it.each([['watch=true', true], ['watch=True', true], ['watch=1', true], ['watch', true], ['watch=false', false], ['watch=False', false], ['watch=0', false], ['', false]])('?%s watches: %s', async (query, watches) => {
    const response = await send(start(), `/api/v1/namespaces?${query}&timeoutSeconds=1`)
    const [first = ''] = (await response.text()).split('\n')
    expect(JSON.parse(first)).toMatchObject(watches ? { type: 'ADDED' } : { kind: 'NamespaceList' })
  })
})

describe('token reviews', () => {
  it.each([[token, true], ['another', undefined]])('of %s', async (reviewed, authenticated) => {
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token: reviewed } }
    const { status } = await (await send(start(), '/apis/authentication.k8s.io/v1/tokenreviews', review)).json()
    expect(status.authenticated).toBe(authenticated)
    expect(status.user.username).toBe(authenticated && 'admin')
  })
})

describe('volumes', () => {
  it('are listed with what they are for', async () => {
    const lab = start()
    await send(lab, '/api/v1/persistentvolumes', { metadata: { name: 'disk' }, spec: { capacity: { storage: '5Gi' }, accessModes: ['ReadWriteOnce', 'ReadOnlyMany'], storageClassName: 'manual', hostPath: { path: '/data' } } })
    const table = await (await send(lab, '/api/v1/persistentvolumes', undefined, 'application/json;as=Table;v=v1;g=meta.k8s.io')).json()
    const row = Object.fromEntries(table.columnDefinitions.map(({ name }: { name: string }, at: number) => [name, table.rows[0].cells[at]]))
    expect(row).toMatchObject({ Name: 'disk', Capacity: '5Gi', 'Access Modes': 'RWO,ROX', 'Reclaim Policy': 'Retain', Status: 'Available', Claim: '', StorageClass: 'manual', VolumeMode: 'Filesystem' })
  })
})
