import type { KubeObject } from '../object.ts'
import { isRecord, read, readList, readRecord } from '../read.ts'

/** `{serviceName, servicePort}` → `{service: {name, port}}`, for an Ingress of extensions/v1beta1 or networking.k8s.io/v1beta1. */
export function ingressFromBeta(ingress: KubeObject): KubeObject {
  const { backend, ...spec } = readRecord(ingress, 'spec')
  const fallback = isRecord(backend) ? { defaultBackend: backendFromBeta(backend) } : {}
  return { ...ingress, spec: { ...fallback, ...spec, ...rulesOf(spec, (path) => ({ pathType: 'ImplementationSpecific', ...path, backend: backendFromBeta(path['backend']) })) } }
}

/** The way back. */
export function ingressToBeta(ingress: KubeObject): KubeObject {
  const { defaultBackend, ...spec } = readRecord(ingress, 'spec')
  const fallback = isRecord(defaultBackend) ? { backend: backendToBeta(defaultBackend) } : {}
  return { ...ingress, spec: { ...fallback, ...spec, ...rulesOf(spec, (path) => ({ ...path, backend: backendToBeta(path['backend']) })) } }
}

type Path = Readonly<Record<string, unknown>>

function rulesOf(spec: Path, change: (path: Path) => Path): { rules?: unknown[] } {
  if (spec['rules'] === undefined) return {}
  const rules = readList(spec, 'rules').map((rule) => {
    const http = read(rule, 'http')
    if (!isRecord(http)) return rule
    return { ...readRecord(rule), http: { ...http, paths: readList(http, 'paths').map((path) => change(readRecord(path))) } }
  })
  return { rules }
}

function backendFromBeta(backend: unknown): unknown {
  const { serviceName, servicePort, ...rest } = readRecord(backend)
  if (serviceName === undefined) return backend
  return { ...rest, service: { name: serviceName, port: typeof servicePort === 'number' ? { number: servicePort } : { name: servicePort } } }
}

function backendToBeta(backend: unknown): unknown {
  const { service, ...rest } = readRecord(backend)
  if (service === undefined) return backend
  return { ...rest, serviceName: read(service, 'name'), servicePort: read(service, 'port', 'number') ?? read(service, 'port', 'name') }
}
