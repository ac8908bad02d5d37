import type { KubeObject } from '../object.ts'
import { isRecord, read, readList, readRecord } from '../read.ts'

/** `{serviceName, servicePort}` → `{service: {name, port}}`, for an Ingress of extensions/v1beta1 or networking.k8s.io/v1beta1. */
export function ingressFromBeta(ingress: KubeObject): KubeObject {
  const { backend, ...spec } = readRecord(ingress, 'spec')
  const fallback = isRecord(backend) ? { defaultBackend: backendFromBeta(backend) } : {}
  return { ...ingress, spec: { ...fallback, ...spec, ...rulesOf(spec, (path) => ({ pathType: 'ImplementationSpecific', ...path, backend: backendFromBeta(path['backend']) })) } }
}

/** The way back. The type of path that the server fills in is left out, as it was unknown then: a file applied twice is unchanged. */
export function ingressToBeta(ingress: KubeObject): KubeObject {
  const { defaultBackend, ...spec } = readRecord(ingress, 'spec')
  const fallback = isRecord(defaultBackend) ? { backend: backendToBeta(defaultBackend) } : {}
  return { ...ingress, spec: { ...fallback, ...spec, ...rulesOf(spec, pathToBeta) } }
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

function pathToBeta({ pathType, ...path }: Path): Path {
  return { ...path, ...(pathType === 'ImplementationSpecific' ? {} : { pathType }), backend: backendToBeta(path['backend']) }
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
