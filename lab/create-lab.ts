import { Insides } from './exec/pod-insides.ts'
import { fromHop, toHop } from './http/hop.ts'
import { builtInImages } from './images/built-in-images.ts'
import { findImage } from './images/image-name.ts'
import { telemetryImages } from './images/telemetry/telemetry-images.ts'
import { createCluster, type Cluster } from './kube/cluster.ts'
import type { PodLogs } from './kube/pod-logs.ts'
import { ApiError } from './kube/status.ts'
import { json } from './kube/api/call.ts'
import type { StoreState } from './kube/store.ts'
import type { Lab, LabOptions, LabState } from './lab.ts'
import { createMesh, type Mesh, type MeshState } from './mesh/create-mesh.ts'
import { openshiftExtension } from './openshift/extension.ts'
import { createRouter } from './openshift/router.ts'
import { profiles } from './profiles/profiles.ts'
import { createRandom } from './random.ts'
import { createTelemetry, type TelemetryState } from './telemetry/create-telemetry.ts'

/** The parts of a lab's state; `LabState` is the same seen from outside. */
interface Parts extends LabState {
  readonly random: number
  readonly cluster: StoreState
  readonly mesh: MeshState
  readonly telemetry: TelemetryState
}

/** A cluster looks as if it had been set up an hour ago. */
const ageMs = 3_600_000

/** Page views a second from the start, where there is a page to view. */
const firstRate = 5

/** Joins API server, mesh, images and telemetry into one lab. It serves at once; timers run on the given clock. */
export function createLab(options: LabOptions): Lab {
  const { clock, profile, token, routerSuffix } = options
  const state = options.state === undefined ? undefined : toParts(options.state)
  const random = createRandom(state?.random ?? options.seed)
  const telemetry = createTelemetry({ clock, ...(state ? { state: state.telemetry } : {}) })
  // API server, mesh and images need each other: the server asks for logs, the mesh for objects, a page for the load.
  const made: { cluster?: Cluster; mesh?: Mesh } = {}
  const images = [...builtInImages, ...telemetryImages({ pages: options.pages ?? {}, prometheus: telemetry.prometheusApi, jaeger: telemetry.jaegerApi, serviceGraph: telemetry.serviceGraphApi, mixer: telemetry.mixerApi, load: () => made.mesh?.load })]
  const insides = new Insides({
    clock, token,
    cluster: () => running(made.cluster).reader,
    inside: (pod, container) => made.mesh?.containers.inside(pod, container),
    listening: (pod, port) => made.mesh?.containers.listening(pod, port),
  })
  const cluster = createCluster({
    clock, random, token, routerSuffix,
    hasImage: (image) => findImage(images, image) !== undefined,
    logs: lateLogs(() => made.mesh?.logs),
    insides,
    traffic: { requests: (namespace, pod) => made.mesh?.traffic.requests(namespace, pod) ?? 0 },
    extension: openshiftExtension({ resources: () => running(made.cluster).resources, kinds: () => running(made.cluster).kinds, cluster: () => running(made.cluster).reader, token, routerSuffix }),
    ...(state ? { state: state.cluster } : { seed: { objects: profiles[profile](routerSuffix), ageMs } }),
  })
  made.cluster = cluster
  const mesh = createMesh({
    cluster: cluster.reader, telemetry, images, clock, random,
    load: { running: profile === 'istio-bookinfo', rate: firstRate },
    ...(state ? { state: state.mesh } : {}),
  })
  made.mesh = mesh
  telemetry.watch(mesh.stats)
  const route = createRouter(cluster.reader, mesh)
  const apiHosts = new Set(options.apiHosts)
  let stopped = false

  return {
    async fetch(request) {
      if (stopped) return new Response('this lab has ended\n', { status: 503 })
      const toApi = apiHosts.has(new URL(request.url).hostname)
      try {
        return toApi ? await cluster.handle(request) : fromHop(await route(await toHop(request)))
      } catch (error) {
        return failure(error, toApi)
      }
    },
    connect(request) {
      if (stopped) return new Response('this lab has ended\n', { status: 503 })
      if (!apiHosts.has(new URL(request.url).hostname)) return new Response('Not Found\n', { status: 404 })
      return cluster.connect(request)
    },
    snapshot: (): Parts => ({ version: 1, random: random.state(), cluster: cluster.snapshot(), mesh: mesh.snapshot(), telemetry: telemetry.snapshot() }),
    stop() {
      stopped = true
      insides.stop()
      mesh.stop()
      telemetry.stop()
      cluster.stop()
    },
  }
}

function toParts(state: LabState): Parts {
  // Made by `snapshot` of this version, whose parts are these; other versions were refused before.
  if (state.version === 1) return state as Parts
  throw new Error(`Expected a lab state of version 1, got ${JSON.stringify(state.version)}`)
}

function running<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the lab is asked for before it runs')
  return part
}

function lateLogs(find: () => PodLogs | undefined): PodLogs {
  return {
    read: (...where) => find()?.read(...where),
    follow: (...where) => find()?.follow(...where) ?? (() => {}),
  }
}

/** A fault of ours, told in the form that the client understands. */
function failure(error: unknown, toApi: boolean): Response {
  const reason = error instanceof Error ? error.message : String(error)
  if (!toApi) return new Response(`the lab failed: ${reason}\n`, { status: 500 })
  const status = new ApiError('InternalError', reason)
  return json(status.toStatus(), status.code)
}
