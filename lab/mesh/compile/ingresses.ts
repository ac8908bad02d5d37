import type { KubeObject } from '../../kube/object.ts'
import { isRecord, read, readList, text } from '../../kube/read.ts'
import { hostOf } from '../directory.ts'
import type { TextTest } from '../model.ts'

/** A path at the ingress and the service it leads to. */
export interface IngressPath {
  /** Lower case; any host when absent. */
  readonly host?: string
  readonly test: TextTest
  readonly service: string
  /** Number or name of the service's port. */
  readonly port: number | string
}

/** Ingresses of class `istio`, in the order in which paths are tried: exact before prefix, the longest prefix first. */
export function compileIngresses(ingresses: readonly KubeObject[]): readonly IngressPath[] {
  return ingresses.filter(isOurs).flatMap(pathsOf).toSorted((a, b) => rank(b) - rank(a))
}

function isOurs(ingress: KubeObject): boolean {
  const named = text(read(ingress, 'spec', 'ingressClassName')) || ingress.metadata.annotations?.['kubernetes.io/ingress.class']
  return named === 'istio'
}

function pathsOf(ingress: KubeObject): IngressPath[] {
  const namespace = ingress.metadata.namespace ?? 'default'
  const paths = readList(ingress, 'spec', 'rules').flatMap((rule) => {
    const host = text(read(rule, 'host')).toLowerCase()
    return readList(rule, 'http', 'paths').flatMap((path) => {
      const backend = backendOf(read(path, 'backend'), namespace)
      return backend ? [{ ...backend, test: pathTest(path), ...(host ? { host } : {}) }] : []
    })
  })
  const fallback = backendOf(read(ingress, 'spec', 'backend') ?? read(ingress, 'spec', 'defaultBackend'), namespace)
  return fallback ? [...paths, { ...fallback, test: { kind: 'prefix', value: '/' } }] : paths
}

/** Of extensions/v1beta1 (`serviceName`, `servicePort`) or networking.k8s.io/v1 (`service: {name, port}`). */
function backendOf(backend: unknown, namespace: string): { service: string; port: number | string } | undefined {
  if (!isRecord(backend)) return undefined
  const name = text(backend['serviceName']) || text(read(backend, 'service', 'name'))
  const port = text(backend['servicePort']) || text(read(backend, 'service', 'port', 'number')) || text(read(backend, 'service', 'port', 'name'))
  return name ? { service: hostOf(name, namespace), port: Number(port) || port } : undefined
}

/** A path ending in `.*` is a prefix, another one exact (Istio 0.6.0); `pathType` of newer Ingresses wins. */
function pathTest(path: unknown): TextTest {
  const written = text(read(path, 'path'))
  const type = text(read(path, 'pathType'))
  if (type === 'Prefix') return { kind: 'segments', value: written || '/' }
  if (type === 'Exact') return { kind: 'exact', value: written }
  if (written === '' || written === '/*') return { kind: 'prefix', value: '/' }
  return written.endsWith('.*') ? { kind: 'prefix', value: written.slice(0, -2) } : { kind: 'exact', value: written }
}

function rank({ host, test }: IngressPath): number {
  const length = 'value' in test ? test.value.length : 0
  return (host ? 1_000_000 : 0) + (test.kind === 'exact' ? 100_000 : 0) + length
}
