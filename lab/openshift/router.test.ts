import { describe, expect, it } from 'vitest'
import type { HopRequest } from '../images/image.ts'
import type { ClusterReader, KubeObject } from '../kube/object.ts'
import { createRouter } from './router.ts'

const route = (name: string, host: string, to: string, more: { path?: string; port?: string } = {}): KubeObject => ({
  apiVersion: 'route.openshift.io/v1', kind: 'Route', metadata: { name, namespace: 'shop', creationTimestamp: '2024-01-01T00:00:00Z' },
  spec: { host, to: { kind: 'Service', name: to }, ...(more.path ? { path: more.path } : {}), ...(more.port ? { port: { targetPort: more.port } } : {}) },
})
const service = (name: string, selector: Record<string, string>): KubeObject => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' },
  spec: { selector, ports: [{ name: 'http', port: 9080, targetPort: 9080 }, { name: 'admin', port: 9990, targetPort: 9990 }] },
})

const objects: Record<string, KubeObject[]> = {
  'route.openshift.io/routes': [
    route('front', 'front.example', 'page'),
    route('api', 'front.example', 'api', { path: '/api', port: 'admin' }),
    route('mesh', 'mesh.example', 'ingress'),
    route('broken', 'broken.example', 'gone'),
  ],
  services: [service('page', { app: 'page' }), service('api', { app: 'api' }), service('ingress', { istio: 'ingress' })],
}
const cluster: ClusterReader = {
  get: (resource, _, name) => objects[resource]?.find((object) => object.metadata.name === name),
  list: (resource) => objects[resource] ?? [],
  onChange: () => () => {},
}
const answer = (text: string) => Promise.resolve({ status: 200, headers: {}, body: text })
const router = createRouter(cluster, { ingress: ({ path }) => answer(`ingress ${path}`), service: (namespace, name, port, { path }) => answer(`${namespace}/${name}:${port}${path}`) })
const get = (host: string, path: string): HopRequest => ({ method: 'GET', host, port: 80, path, headers: {} })

describe('createRouter', () => {
  it.each([
    ['front.example', '/', 'shop/page:9080/'],
    ['FRONT.example', '/a?b=/api', 'shop/page:9080/a?b=/api'],
    ['front.example', '/api', 'shop/api:9990/api'],
    ['front.example', '/api/v1?x', 'shop/api:9990/api/v1?x'],
    ['front.example', '/apis', 'shop/page:9080/apis'],
    ['mesh.example', '/productpage', 'ingress /productpage'],
  ])('%s%s goes to %s', async (host, path, expected) => {
    expect((await router(get(host, path))).body).toBe(expected)
  })

  it.each(['nobody.example', 'broken.example'])('%s is not available', async (host) => {
    const { status, body } = await router(get(host, '/'))
    expect(status).toBe(503)
    expect(body).toContain('Application is not available')
  })
})
