import type { HopRequest, HopResponse } from '../images/image.ts'
import type { ClusterReader, KubeObject } from '../kube/object.ts'
import { number, read, readList, readStrings, text } from '../kube/read.ts'

/** Where a router sends requests: into the mesh through Istio's ingress, or straight to a service's pods. */
export interface RouterUpstream {
  ingress(request: HopRequest): Promise<HopResponse>
  service(namespace: string, name: string, port: number, request: HopRequest): Promise<HopResponse>
}

/** OpenShift's router: picks a Route by host name and path, as HAProxy does there, and passes the request to its service. */
export function createRouter(cluster: ClusterReader, upstream: RouterUpstream): (request: HopRequest) => Promise<HopResponse> {
  return (request) => {
    const route = findRoute(cluster, request)
    const namespace = route?.metadata.namespace ?? ''
    const service = route && cluster.get('services', namespace, text(read(route, 'spec', 'to', 'name')))
    if (!route || !service) return Promise.resolve(unavailable())
    if (readStrings(service, 'spec', 'selector')['istio'] === 'ingress') return upstream.ingress(request)
    return upstream.service(namespace, service.metadata.name, servicePort(route, service), request)
  }
}

/** The route of a host with the longest path that fits; the oldest of equals. */
function findRoute(cluster: ClusterReader, { host, path }: HopRequest): KubeObject | undefined {
  const name = host.toLowerCase()
  const fitting = cluster.list('route.openshift.io/routes').filter((route) => text(read(route, 'spec', 'host')) === name && startsWithPath(path, text(read(route, 'spec', 'path'))))
  return fitting.toSorted((a, b) => text(read(b, 'spec', 'path')).length - text(read(a, 'spec', 'path')).length || age(a) - age(b))[0]
}

function startsWithPath(path: string, prefix: string): boolean {
  const wanted = prefix.replace(/\/$/, '')
  const [plain = ''] = path.split('?')
  return wanted === '' || plain === wanted || plain.startsWith(`${wanted}/`)
}

function age(route: KubeObject): number {
  return Date.parse(route.metadata.creationTimestamp ?? '')
}

/** The port that a route names by name or number; the service's first port when it names none. */
function servicePort(route: KubeObject, service: KubeObject): number {
  const wanted = text(read(route, 'spec', 'port', 'targetPort'))
  const ports = readList(service, 'spec', 'ports')
  const found = ports.find((port) => [text(read(port, 'name')), text(read(port, 'targetPort')), text(read(port, 'port'))].includes(wanted)) ?? ports[0]
  return number(read(found, 'port'), 80)
}

function unavailable(): HopResponse {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Application is not available</title><style>
:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif}main{max-width:32rem;padding:2rem}
h1{font-size:1.25rem}</style></head><body><main><h1>Application is not available</h1>
<p>No route of this cluster has this host name, or its service has gone. <code>oc get routes</code> lists the names that lead somewhere.</p></main></body></html>`
  return { status: 503, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body }
}
