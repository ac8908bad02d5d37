import type { Clock } from './clock.ts'
import type { PageFiles } from './images/telemetry/page-files.ts'
import type { PodConnection } from './kube/api/connect-pod.ts'

/** Everything a lab is, as one JSON value: snapshot, restore, fork and time travel are copies of it. */
export type LabState = { readonly version: 1; readonly [part: string]: unknown }

/** What a lab starts with: `empty` is a bare API server, `istio-bookinfo` a mesh with bookinfo running and all rules of the canary lab. */
export type LabProfile = 'empty' | 'istio-bookinfo'

export interface LabOptions {
  readonly clock: Clock
  /** Seed of the lab's randomness (a 32-bit integer). */
  readonly seed: number
  readonly profile: LabProfile
  /** Host names (without port) that reach the API server; every other name goes to the router. */
  readonly apiHosts: readonly string[]
  /** What the router appends to `<route>-<namespace>.`, e.g. `k3v9…-80.localhost`. */
  readonly routerSuffix: string
  /** Port the learner's browser adds to route host names, e.g. 3000; 80 is left out of URLs. */
  readonly publicPort: number
  /** Bearer token that the API server asks for; requests without it get 401. */
  readonly token: string
  /** The built pages of Grafana, Prometheus, Jaeger and Service Graph; without them only their APIs answer. */
  readonly pages?: PageFiles
  /** A state from `Lab.snapshot()`; wins over `profile`. */
  readonly state?: LabState
}

/** One learner's cluster. Its doors are `fetch`, where API server and router are told apart by the host of the URL, and `connect`. */
export interface Lab {
  /** Answers a request; never rejects for anything a client can send. A watch or a followed log is a streaming body. */
  fetch(request: Request): Promise<Response>
  /**
   * A request to the API server whose connection is to be upgraded (exec, attach, port-forward): what the connection carries, or the refusal.
   * How bytes become streams is for the caller (`lab/node/connect`); programs under way end when the lab stops.
   */
  connect(request: Request): PodConnection | Response
  snapshot(): LabState
  /** Stops every timer and ends every stream; a stopped lab answers 503. */
  stop(): void
}
