import type { MeshService } from '../directory.ts'
import type { ClusterRef } from '../model.ts'
import { Upstream, type UpstreamState } from './upstream.ts'

export type UpstreamsState = Readonly<Record<string, UpstreamState>>

/** The clusters that one proxy has called, by their names in Envoy's style: `out.<host>|<port name>|version=v1`. */
export class Upstreams {
  readonly #known = new Map<string, Upstream>()

  constructor(nowMs: number, state: UpstreamsState = {}) {
    for (const [name, one] of Object.entries(state)) this.#known.set(name, new Upstream(nowMs, one))
  }

  get(name: string, nowMs: number): Upstream {
    const known = this.#known.get(name)
    if (known) return known
    const fresh = new Upstream(nowMs)
    this.#known.set(name, fresh)
    return fresh
  }

  entries(): Iterable<readonly [string, Upstream]> {
    return this.#known
  }

  /** An endpoint that is gone. */
  forget(endpoint: string): void {
    for (const upstream of this.#known.values()) upstream.forget(endpoint)
  }

  snapshot(): UpstreamsState {
    return Object.fromEntries([...this.#known].map(([name, upstream]) => [name, upstream.snapshot()]))
  }
}

/** Pilot's name for a cluster. */
export function clusterName({ host, labels }: ClusterRef, service: MeshService, port: number): string {
  const narrowed = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`)
  const portName = service.ports.find((one) => one.port === port)?.name || String(port)
  return [`out.${host}`, portName, ...(narrowed.length > 0 ? [narrowed.join(',')] : [])].join('|')
}
