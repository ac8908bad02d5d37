import type { KubeObject } from '../../kube/object.ts'

export const namespace = 'istio-system'

/** A service whose port is named as bookinfo names it. */
export function service(name: string, { port = 9080, targetPort = port, portName = 'http', selector = { app: name } }: { readonly port?: number; readonly targetPort?: number; readonly portName?: string; readonly selector?: Record<string, string> } = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector, ports: [{ name: portName, port, targetPort }] } }
}

interface PodInput {
  readonly image: string
  readonly labels: Record<string, string>
  readonly env?: Record<string, string>
  readonly sidecar?: boolean
  readonly ready?: boolean
}

/** A running pod of a deployment of the same name. */
export function pod(name: string, { image, labels, env = {}, sidecar = true, ready = true }: PodInput): KubeObject {
  const own = { name: labels['app'] ?? name, image, env: Object.entries(env).map(([key, value]) => ({ name: key, value })) }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name}-1796424978-4ddjj`, namespace, uid: `uid-${name}`, labels, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${name}-1796424978`, uid: 'set', controller: true }] },
    spec: { containers: sidecar ? [own, { name: 'istio-proxy', image: 'docker.io/istio/proxy:0.6.0', args: ['proxy', 'sidecar'] }] : [own] },
    status: { phase: 'Running', podIP: '10.128.0.9', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }
}

const workloads = [['details', 'v1'], ['ratings', 'v1'], ['reviews', 'v1'], ['reviews', 'v2'], ['reviews', 'v3'], ['productpage', 'v1']] as const

/** Bookinfo as the lab installs it: four services, six pods, one ingress. */
export function bookinfoObjects(): readonly KubeObject[] {
  return [
    ...['details', 'ratings', 'reviews', 'productpage'].map((name) => service(name)),
    ...workloads.map(([app, version]) => pod(`${app}-${version}`, { image: `istio/examples-bookinfo-${app}-${version}:1.5.0`, labels: { app, version } })),
    ingress(),
  ]
}

function ingress(): KubeObject {
  const paths = ['/productpage', '/login', '/logout', '/api/v1/products.*'].map((path) => ({ path, backend: { serviceName: 'productpage', servicePort: 9080 } }))
  return { apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: { name: 'gateway', namespace, annotations: { 'kubernetes.io/ingress.class': 'istio' } }, spec: { rules: [{ http: { paths } }] } }
}

/** An object of config.istio.io/v1alpha2. */
export function legacy(kind: string, name: string, spec: Record<string, unknown>): KubeObject {
  return { apiVersion: 'config.istio.io/v1alpha2', kind, metadata: { name, namespace }, spec }
}

export const cookieOfJason = { request: { headers: { cookie: { regex: '^(.*?;)?(user=jason)(;.*)?$' } } } }

export const toV1 = ['productpage', 'reviews', 'ratings', 'details'].map((name) =>
  legacy('RouteRule', `${name}-default`, { destination: { name }, precedence: 1, route: [{ labels: { version: 'v1' } }] }))
