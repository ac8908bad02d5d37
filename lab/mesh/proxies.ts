import type { ClusterReader, KubeObject } from '../kube/object.ts'
import { podId } from './directory.ts'
import { Proxy } from './proxy.ts'
import { Upstreams, type UpstreamsState } from './proxy/upstreams.ts'
import { workloadOf, type Workload } from './workload.ts'
import type { World } from './world.ts'

export type ProxiesState = Readonly<Record<string, UpstreamsState>>

/** All proxies of a mesh, made when first needed and dropped with their pods. */
export class Proxies {
  readonly #world: World
  readonly #cluster: ClusterReader
  readonly #proxies = new Map<string, Proxy>()
  readonly #workloads = new Map<string, Workload>()
  readonly #unsubscribe: () => void
  /** What restored proxies knew, until they are made. */
  readonly #remembered: Map<string, UpstreamsState>

  constructor(world: World, cluster: ClusterReader, state: ProxiesState = {}) {
    this.#world = world
    this.#cluster = cluster
    this.#remembered = new Map(Object.entries(state))
    this.#unsubscribe = cluster.onChange(({ type, resource, object }) => {
      if (type === 'DELETED' && resource === 'pods') this.#forget(podId(object))
    })
  }

  of(pod: KubeObject): Proxy {
    return this.#proxies.get(podId(pod)) ?? this.ofWorkload(this.workload(pod))
  }

  ofWorkload(workload: Workload): Proxy {
    const known = this.#proxies.get(workload.id)
    if (known) return known
    const upstreams = new Upstreams(this.#world.clock.now(), this.#remembered.get(workload.id))
    this.#remembered.delete(workload.id)
    const proxy = new Proxy(this.#world, workload, upstreams)
    this.#proxies.set(workload.id, proxy)
    return proxy
  }

  workload(pod: KubeObject): Workload {
    const id = podId(pod)
    const known = this.#workloads.get(id)
    if (known) return known
    const workload = workloadOf(pod, { cluster: this.#cluster, directory: this.#world.directory })
    this.#workloads.set(id, workload)
    return workload
  }

  all(): Iterable<Proxy> {
    return this.#proxies.values()
  }

  snapshot(): ProxiesState {
    const live = [...this.#proxies].map(([id, { upstreams }]) => [id, upstreams.snapshot()] as const)
    return { ...Object.fromEntries(this.#remembered), ...Object.fromEntries(live) }
  }

  stop(): void {
    this.#unsubscribe()
  }

  #forget(id: string): void {
    this.#proxies.delete(id)
    this.#workloads.delete(id)
    this.#remembered.delete(id)
    for (const { upstreams } of this.#proxies.values()) upstreams.forget(id)
  }
}
