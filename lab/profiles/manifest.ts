import type { KubeObject } from '../kube/object.ts'

/** Short ways to write the objects of a profile. */
export function service(namespace: string, name: string, options: { port: number; portName?: string; selector: Record<string, string>; type?: string }): KubeObject {
  const { port, portName = 'http', selector, type } = options
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: selector },
    spec: { ports: [{ name: portName, port }], selector, ...(type ? { type } : {}) },
  }
}

export interface Workload {
  readonly name: string
  readonly labels: Record<string, string>
  readonly containers: readonly Record<string, unknown>[]
  readonly annotations?: Record<string, string>
}

export function deployment(namespace: string, { name, labels, containers, annotations }: Workload): KubeObject {
  return {
    apiVersion: 'extensions/v1beta1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas: 1, template: { metadata: { labels, ...(annotations ? { annotations } : {}) }, spec: { containers } } },
  }
}

/** An OpenShift route as `oc expose svc NAME` makes it. */
export function route(namespace: string, name: string, routerSuffix: string): KubeObject {
  const host = `${name}-${namespace}.${routerSuffix}`
  return {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name, namespace, annotations: { 'openshift.io/host.generated': 'true' } },
    spec: { host, to: { kind: 'Service', name, weight: 100 }, port: { targetPort: 'http' }, wildcardPolicy: 'None' },
    status: { ingress: [{ host, routerName: 'router', wildcardPolicy: 'None', conditions: [{ type: 'Admitted', status: 'True' }] }] },
  }
}

export function routeRule(namespace: string, name: string, spec: Record<string, unknown>): KubeObject {
  return { apiVersion: 'config.istio.io/v1alpha2', kind: 'RouteRule', metadata: { name, namespace }, spec }
}
