import type { Clock, Random } from '../clock.ts'
import { serveApi, type ApiParts } from './api.ts'
import { startControlLoop } from './control-loop.ts'
import { customKinds } from './custom-kinds.ts'
import { builtInKinds, KindTable } from './kinds.ts'
import type { ClusterReader, KubeObject } from './object.ts'
import type { PodLogs } from './pod-logs.ts'
import { Resources } from './resources.ts'
import { Store, type StoreState } from './store.ts'
import { apiVersionOf } from './target.ts'

export interface ClusterOptions {
  readonly clock: Clock
  readonly random: Random
  readonly token: string
  /** Whether an image can be pulled here. */
  readonly hasImage: (image: string) => boolean
  readonly logs: PodLogs
  readonly extension?: ApiParts['extension']
  /** Objects to start with, as if applied some time ago; all of them are ready at once. */
  readonly seed?: { readonly objects: readonly KubeObject[]; readonly ageMs: number }
  readonly state?: StoreState
}

/** A Kubernetes cluster: its API server, its controllers and what they keep. */
export interface Cluster {
  readonly reader: ClusterReader
  /** For parts of the cluster that write (routes, projects). */
  readonly resources: Resources
  readonly kinds: KindTable
  handle(request: Request): Promise<Response>
  snapshot(): StoreState
  stop(): void
}

/** How far the seeding clock moves on for what it started to become ready. */
const seedStepMs = 10_000

export function createCluster(options: ClusterOptions): Cluster {
  const { random, hasImage, seed, state } = options
  // While seeding, the cluster believes to be in the past, so that ages look lived in.
  const past: { nowMs?: number } = {}
  const clock: Clock = { now: () => past.nowMs ?? options.clock.now(), after: (delayMs, run) => options.clock.after(delayMs, run) }
  const store = new Store({ clock, random, ...(state ? { state } : {}) })
  const kinds = new KindTable(builtInKinds)
  const resources = new Resources({ store, random })
  const unsubscribe = customKinds(store, kinds)
  const loop = startControlLoop({ store, clock, random, hasImage })

  if (seed && !state) {
    past.nowMs = clock.now() - seed.ageMs
    for (const object of seed.objects) create(object)
    for (let step = 0; step < 3; step += 1) {
      loop.settle()
      past.nowMs += seedStepMs
    }
    delete past.nowMs
  }
  loop.settle()

  function create(object: KubeObject): void {
    const kind = kinds.byName(object.apiVersion, object.kind)
    if (!kind) throw new Error(`Expected a known kind in the profile, got ${object.apiVersion} ${object.kind}`)
    const [served = { group: '', version: 'v1' }] = kind.served.filter((one) => apiVersionOf(one) === object.apiVersion)
    const { namespace } = object.metadata
    resources.create({ kind, ...served, ...(namespace ? { namespace } : {}) }, object, { dryRun: false })
  }

  const parts: ApiParts = { store, resources, kinds, clock, logs: options.logs, token: options.token, ...(options.extension ? { extension: options.extension } : {}) }
  return {
    reader: store,
    resources,
    kinds,
    handle: (request) => serveApi(parts, request),
    snapshot: () => store.snapshot(),
    stop() {
      unsubscribe()
      loop.stop()
    },
  }
}
