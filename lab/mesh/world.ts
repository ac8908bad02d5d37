import type { Clock, Random } from '../clock.ts'
import type { HopRequest, HopResponse } from '../images/image.ts'
import type { KubeObject } from '../kube/object.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import type { Directory, Endpoint, MeshService } from './directory.ts'
import type { Rules } from './rules.ts'
import type { Workload } from './workload.ts'

/** What every proxy of a mesh shares. */
export interface World {
  readonly clock: Clock
  /** Weights, percentages, balancing, back-off. */
  readonly choices: Random
  /** Trace and request ids: apart from the choices, so that tracing does not change where a request goes. */
  readonly ids: Random
  readonly telemetry: Telemetry
  readonly directory: Directory
  rules(): Rules
  workload(pod: KubeObject): Workload
  /** What Mixer says of a request that a gateway gets; undefined to let it in. */
  admit(gateway: Workload, request: HopRequest): HopResponse | undefined
  /** Hands a request to the destination's side. */
  deliver(delivery: Delivery): Served
  /** Answers for hosts outside the cluster. */
  outside(request: HopRequest): Promise<HopResponse>
}

export interface Delivery {
  readonly caller: Workload
  readonly service: MeshService
  readonly endpoint: Endpoint
  /** Port of the service. */
  readonly port: number
  /** Name of the rule that led here. The caller's proxy tells it (`x-envoy-decorator-operation`), and both sides call their spans so. */
  readonly operation: string
  readonly request: HopRequest
}

/** A request that a destination works on. */
export interface Served {
  /** `refused` when nothing listens there. */
  readonly answer: Promise<Reply>
  /** The caller's proxy closed the connection; the program goes on. */
  reset(): void
}

export type Reply = { readonly kind: 'answered' | 'limited' | 'denied'; readonly response: HopResponse } | { readonly kind: 'refused' }
