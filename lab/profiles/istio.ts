import type { KubeObject } from '../kube/object.ts'
import { deployment, route, service } from './manifest.ts'

interface Part {
  readonly deployment: string
  readonly labels: Record<string, string>
  readonly image: string
  readonly service?: { readonly name: string; readonly port: number; readonly type?: string }
}

/** Istio 0.6.0 and its add-ons as the lab's first step installs them (names of install/kubernetes/istio.yaml and addons). */
const parts: readonly Part[] = [
  { deployment: 'istio-pilot', labels: { istio: 'pilot' }, image: 'docker.io/istio/pilot:0.6.0', service: { name: 'istio-pilot', port: 15003 } },
  { deployment: 'istio-mixer', labels: { istio: 'mixer' }, image: 'docker.io/istio/mixer:0.6.0', service: { name: 'istio-mixer', port: 42422 } },
  { deployment: 'istio-ca', labels: { istio: 'istio-ca' }, image: 'docker.io/istio/istio-ca:0.6.0' },
  { deployment: 'istio-ingress', labels: { istio: 'ingress' }, image: 'docker.io/istio/proxy:0.6.0', service: { name: 'istio-ingress', port: 80, type: 'LoadBalancer' } },
  { deployment: 'prometheus', labels: { app: 'prometheus' }, image: 'docker.io/prom/prometheus:v2.0.0', service: { name: 'prometheus', port: 9090 } },
  { deployment: 'grafana', labels: { app: 'grafana' }, image: 'docker.io/istio/grafana:0.6.0', service: { name: 'grafana', port: 3000 } },
  { deployment: 'servicegraph', labels: { app: 'servicegraph' }, image: 'docker.io/istio/servicegraph:0.6.0', service: { name: 'servicegraph', port: 8088 } },
  { deployment: 'jaeger-deployment', labels: { app: 'jaeger' }, image: 'docker.io/jaegertracing/all-in-one:latest', service: { name: 'jaeger-query', port: 16686 } },
]

const exposed = ['grafana', 'servicegraph', 'jaeger-query', 'istio-ingress', 'prometheus']

/** The mesh's own workloads, with routes to the pages that learners open. */
export function istioObjects(namespace: string, routerSuffix: string): readonly KubeObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, annotations: { 'openshift.io/requester': 'admin' } }, status: { phase: 'Active' } },
    ...parts.flatMap((part) => [
      deployment(namespace, { name: part.deployment, labels: part.labels, containers: [{ name: part.deployment.replace('-deployment', ''), image: part.image }] }),
      ...(part.service ? [service(namespace, part.service.name, { port: part.service.port, selector: part.labels, ...(part.service.type ? { type: part.service.type } : {}) })] : []),
    ]),
    ...exposed.map((name) => route(namespace, name, routerSuffix)),
  ]
}
