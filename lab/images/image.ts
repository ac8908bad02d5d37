import type { Clock, Random } from '../clock.ts'
import type { KubeObject } from '../kube/object.ts'

/** A request inside the mesh: plain data, because a hop must cost well under a millisecond. Header names are lower case. */
export interface HopRequest {
  readonly method: string
  /** Host without port as the caller wrote it: `reviews`, `reviews.istio-system`, … */
  readonly host: string
  readonly port: number
  /** Path with query string. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

export interface HopResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: Uint8Array | string
}

/** What a container can do to the world around it. */
export interface ContainerContext {
  readonly pod: KubeObject
  readonly container: string
  readonly env: Readonly<Record<string, string>>
  readonly clock: Clock
  readonly random: Random
  /** An outbound call: through the sidecar when the pod has one. Resolves with a response for every failure a proxy would answer. */
  call(request: HopRequest, options?: { readonly timeoutMs?: number }): Promise<HopResponse | 'timeout'>
  /** Appends one line to the container's log. */
  log(line: string): void
}

/** What a container image does when it runs here. One is made per container; it keeps no state outside what it can rebuild. */
export interface ContainerProgram {
  /** Ports it listens on. */
  readonly ports: readonly number[]
  handle(request: HopRequest): Promise<HopResponse>
}

export interface Image {
  /** Repository names without registry and tag, e.g. `istio/examples-bookinfo-reviews-v1`. A `*` ends a prefix. */
  readonly names: readonly string[]
  start(context: ContainerContext): ContainerProgram
}
