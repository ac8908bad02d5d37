import type { Clock, Random } from '../clock.ts'
import { connectApi, serveApi } from './api.ts'
import type { ApiParts } from './api/call.ts'
import type { PodConnection } from './api/connect-pod.ts'
import { startControlLoop } from './control-loop.ts'
import { createAutoscaler } from './controllers/autoscaler.ts'
import { daemonSets } from './controllers/daemon-sets.ts'
import { deployments } from './controllers/deployments.ts'
import { endpoints } from './controllers/endpoints.ts'
import { nodes } from './controllers/nodes.ts'
import { pods } from './controllers/pods.ts'
import { replicaSets } from './controllers/replica-sets.ts'
import { routes } from './controllers/routes.ts'
import { serviceAccounts } from './controllers/service-accounts.ts'
import { statefulSets } from './controllers/stateful-sets.ts'
import { customKinds } from './custom-kinds.ts'
import { recordEvents } from './events.ts'
import { builtInKinds, KindTable } from './kinds.ts'
import { nodeMetricsKind, podMetricsKind } from './kinds/metrics.ts'
import { nodeMetricsObjects, podMetricsObjects } from './metrics-objects.ts'
import type { ClusterReader, KubeObject } from './object.ts'
import type { PodInsides } from './pod-connections.ts'
import type { PodLogs } from './pod-logs.ts'
import { startMetricsServer } from './pod-metrics.ts'
import type { PodTraffic } from './pod-traffic.ts'
import { Resources } from './resources.ts'
import { Store, type StoreLimits, type StoreState } from './store.ts'
import { OpenStreams } from './streams.ts'
import { apiVersionOf } from './target.ts'

export interface ClusterOptions {
  readonly clock: Clock
  readonly random: Random
  readonly token: string
  /** Whether an image can be pulled here. */
  readonly hasImage: (image: string) => boolean
  readonly logs: PodLogs
  /** What runs inside pods; without it none of them can be connected to. */
  readonly insides?: PodInsides
  /** How much pods have to do; without it they are idle. */
  readonly traffic?: PodTraffic
  /** What OpenShift's router appends to the names of routes. */
  readonly routerSuffix?: string
  readonly extension?: ApiParts['extension']
  /** Objects to start with, as if applied some time ago; all of them are ready at once. */
  readonly seed?: { readonly objects: readonly KubeObject[]; readonly ageMs: number }
  readonly state?: StoreState
  readonly limits?: StoreLimits
}

/** A Kubernetes cluster: its API server, its controllers and what they keep. */
export interface Cluster {
  readonly reader: ClusterReader
  /** For parts of the cluster that write (routes, projects). */
  readonly resources: Resources
  readonly kinds: KindTable
  handle(request: Request): Promise<Response>
  /** A request whose connection is to be upgraded: what it is for, or a refusal. */
  connect(request: Request): PodConnection | Response
  snapshot(): StoreState
  stop(): void
}

/** How far the seeding clock moves on for what it started to become ready. */
const seedStepMs = 10_000

const nothingRuns: PodInsides = { exec: () => undefined, port: () => undefined }

const idle: PodTraffic = { requests: () => 0 }

export function createCluster(options: ClusterOptions): Cluster {
  const { random, hasImage, seed, state, limits, routerSuffix = 'apps.lab' } = options
  // While seeding, the cluster believes to be in the past, so that ages look lived in.
  const past: { nowMs?: number } = {}
  const clock: Clock = { now: () => past.nowMs ?? options.clock.now(), after: (delayMs, run) => options.clock.after(delayMs, run) }
  const store = new Store({ clock, random, ...(state ? { state } : {}), ...(limits ? { limits } : {}) })
  const kinds = new KindTable(builtInKinds)
  const resources = new Resources({ store, clock, random, routerSuffix })
  const streams = new OpenStreams()
  const forgetKinds = customKinds(store, kinds)
  const metrics = startMetricsServer({ cluster: store, clock, traffic: options.traffic ?? idle })
  const controllers = [nodes, serviceAccounts, deployments, replicaSets, statefulSets, daemonSets, pods, endpoints, routes, createAutoscaler(metrics)]
  const loop = startControlLoop({ store, clock, random, hasImage, controllers })

  if (seed && !state) {
    past.nowMs = clock.now() - seed.ageMs
    for (const object of seed.objects) create(object)
    for (let step = 0; step < 3; step += 1) {
      loop.settle()
      past.nowMs += seedStepMs
    }
    delete past.nowMs
  }
  const stopEvents = recordEvents({ store, clock, random })
  loop.settle()

  function create(object: KubeObject): void {
    const kind = kinds.byName(object.apiVersion, object.kind)
    if (!kind) throw new Error(`Expected a known kind in the profile, got ${object.apiVersion} ${object.kind}`)
    const [served = { group: '', version: 'v1' }] = kind.served.filter((one) => apiVersionOf(one) === object.apiVersion)
    const { namespace } = object.metadata
    resources.create({ kind, ...served, ...(namespace ? { namespace } : {}) }, object, { dryRun: false, withStatus: true })
  }

  function computed(resource: string): readonly KubeObject[] {
    if (resource === podMetricsKind.resource) return podMetricsObjects(store, metrics)
    return resource === nodeMetricsKind.resource ? nodeMetricsObjects(store, metrics, clock.now()) : []
  }

  const parts: ApiParts = { store, resources, kinds, clock, logs: options.logs, insides: options.insides ?? nothingRuns, streams, computed, token: options.token, ...(options.extension ? { extension: options.extension } : {}) }
  return {
    reader: store,
    resources,
    kinds,
    handle: (request) => serveApi(parts, request),
    connect: (request) => connectApi(parts, request),
    snapshot: () => store.snapshot(),
    stop() {
      streams.endAll()
      forgetKinds()
      stopEvents()
      metrics.stop()
      loop.stop()
    },
  }
}
