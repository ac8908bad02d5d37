import { readList, read, readStrings, text, number } from '../kube/read.ts'
import type { ClusterReader, KubeObject, ResourceName } from '../kube/object.ts'
import { objectSelector } from '../kube/selector.ts'
import type { Labels } from './model.ts'

export interface ServicePort {
  readonly name: string
  readonly port: number
  /** Number, or name of a container's port. */
  readonly target: number | string
}

export interface MeshService {
  readonly name: string
  readonly namespace: string
  /** Full name, e.g. `reviews.default.svc.cluster.local`. */
  readonly host: string
  readonly ports: readonly ServicePort[]
  /** Ready pods, in the order of their names. */
  readonly endpoints: readonly Endpoint[]
  /** Not in the cluster: its one endpoint is the world. */
  readonly outside?: true
}

/** A ready pod behind a service. */
export interface Endpoint {
  readonly id: string
  readonly pod: KubeObject
  readonly labels: Labels
}

const watched: ReadonlySet<ResourceName> = new Set(['pods', 'services'])

/** Who is there: services and their ready pods. Read again from the cluster, lazily, after either changed. */
export class Directory {
  readonly #cluster: ClusterReader
  readonly #unsubscribe: () => void
  #services: ReadonlyMap<string, MeshService> | undefined
  #byAddress: ReadonlyMap<string, MeshService> | undefined

  constructor(cluster: ClusterReader) {
    this.#cluster = cluster
    this.#unsubscribe = cluster.onChange((change) => {
      if (!watched.has(change.resource)) return
      this.#services = undefined
      this.#byAddress = undefined
    })
  }

  /** The service that a name means to a caller: `reviews`, `reviews.shop`, `reviews.shop.svc.cluster.local` or its address. */
  find(name: string, namespace: string): MeshService | undefined {
    return this.services.get(fullName(name, namespace)) ?? this.#addresses.get(name)
  }

  byHost(host: string): MeshService | undefined {
    return this.services.get(host)
  }

  /** Full names of the services that select a pod. */
  servicesOf(podId: string): readonly string[] {
    return [...this.services.values()].filter((service) => service.endpoints.some((one) => one.id === podId)).map((service) => service.host)
  }

  get services(): ReadonlyMap<string, MeshService> {
    this.#services ??= new Map(this.#cluster.list('services').map((service) => readService(this.#cluster, service)).map((service) => [service.host, service]))
    return this.#services
  }

  get #addresses(): ReadonlyMap<string, MeshService> {
    this.#byAddress ??= new Map(this.#cluster.list('services').flatMap((service) => {
      const known = this.services.get(hostOf(service.metadata.name, service.metadata.namespace ?? 'default'))
      return known ? [[text(read(service, 'spec', 'clusterIP')), known] as const] : []
    }))
    return this.#byAddress
  }

  stop(): void {
    this.#unsubscribe()
  }
}

export function hostOf(name: string, namespace: string): string {
  return `${name}.${namespace}.svc.cluster.local`
}

/** Completes a service name as a pod's resolver would. */
export function fullName(name: string, namespace: string): string {
  const parts = name.replace(/\.$/, '').split('.')
  if (parts.length === 1) return hostOf(name, namespace)
  if (parts.length === 2 || (parts.length === 3 && parts[2] === 'svc')) return hostOf(parts[0] ?? '', parts[1] ?? '')
  return parts.join('.')
}

/** A host outside, in the form of a service. */
export function outsideService(host: string, port: number): MeshService {
  const pod: KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: host } }
  return { name: host, namespace: '', host, ports: [{ name: '', port, target: port }], endpoints: [{ id: host, pod, labels: {} }], outside: true }
}

/** The port of a container that a service's port leads to. */
export function targetPort({ target }: ServicePort, pod: KubeObject): number | undefined {
  if (typeof target === 'number') return target
  const ports = readList(pod, 'spec', 'containers').flatMap((container) => readList(container, 'ports'))
  const named = ports.find((port) => read(port, 'name') === target)
  return named === undefined ? undefined : number(read(named, 'containerPort'))
}

export function isReady(pod: KubeObject): boolean {
  return !pod.metadata.deletionTimestamp && readList(pod, 'status', 'conditions').some((one) => read(one, 'type') === 'Ready' && read(one, 'status') === 'True')
}

export function podId(pod: KubeObject): string {
  return pod.metadata.uid ?? `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`
}

function readService(cluster: ClusterReader, service: KubeObject): MeshService {
  const { name, namespace = 'default' } = service.metadata
  const selects = objectSelector(readStrings(service, 'spec', 'selector'))
  const pods = cluster.list('pods', namespace).filter((pod) => isReady(pod) && selects(pod.metadata.labels ?? {}))
  return {
    name,
    namespace,
    host: hostOf(name, namespace),
    ports: readList(service, 'spec', 'ports').map(readPort),
    endpoints: pods.map((pod) => ({ id: podId(pod), pod, labels: pod.metadata.labels ?? {} })),
  }
}

function readPort(source: unknown): ServicePort {
  const port = number(read(source, 'port'))
  const target = read(source, 'targetPort')
  const asText = text(target)
  return { name: text(read(source, 'name')), port, target: asText === '' ? port : Number(asText) || asText }
}
