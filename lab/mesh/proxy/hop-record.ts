import type { HopRequest, HopResponse } from '../../images/image.ts'
import { byteLength } from '../../images/body.ts'
import type { Endpoint, MeshService } from '../directory.ts'
import type { Exchange } from '../exchange.ts'
import type { ClusterRef } from '../model.ts'
import type { Workload } from '../workload.ts'
import type { World } from '../world.ts'
import { destinationName } from './destination-name.ts'
import type { Answer } from './local-replies.ts'
import type { TraceContext } from './trace.ts'

/** Nobody was there any more to be answered: Envoy's code for that. */
const callerGone = { status: 0, flags: 'DC' }

interface RecordInput {
  readonly world: World
  readonly caller: Workload
  readonly request: HopRequest
  readonly trace: TraceContext
  readonly exchange: Exchange
}

/** Writes down one hop from the client's side: exactly one sample and one client span, when it ends or its caller hangs up. */
export class HopRecord {
  readonly #input: RecordInput
  readonly #startMs: number
  #ended = false
  /** Name of the rule that took the request. */
  operation = 'default-route'
  service: MeshService | undefined
  cluster: ClusterRef | undefined
  /** The endpoint of the last try. */
  endpoint: Endpoint | undefined

  constructor(input: RecordInput) {
    this.#input = input
    this.#startMs = input.world.clock.now()
    input.exchange.onGone(() => this.#write(callerGone.status, callerGone.flags, 0))
  }

  /** Ends the hop and hands the answer on, as the client's proxy would. */
  end(answer: Answer): HopResponse {
    const { response, flags } = answer
    this.#write(response.status, flags, byteLength(response.body))
    const upstreamMs = Math.round(this.#input.world.clock.now() - this.#startMs)
    return { ...response, headers: { ...response.headers, server: 'envoy', 'x-envoy-upstream-service-time': String(upstreamMs) } }
  }

  #write(status: number, flags: string, bytes: number): void {
    if (this.#ended) return
    this.#ended = true
    const { world, caller, request } = this.#input
    const durationMs = world.clock.now() - this.#startMs
    const destination = destinationName({ service: this.service, cluster: this.cluster, endpoint: this.endpoint, world })
    if (destination) {
      world.telemetry.hop({
        atMs: world.clock.now(), durationMs, source: caller.name, destination,
        responseCode: status, requestBytes: byteLength(request.body ?? ''), responseBytes: bytes, responseFlags: flags,
      })
    }
    this.#span(status, flags, durationMs)
  }

  #span(status: number, flags: string, durationMs: number): void {
    const { world, caller, request, trace } = this.#input
    if (!trace.sampled) return
    const failed = status >= 500 || status === 0
    world.telemetry.span({
      traceId: trace.traceId,
      spanId: trace.spanId,
      ...(trace.parentSpanId ? { parentSpanId: trace.parentSpanId } : {}),
      service: caller.tracedAs,
      operation: this.operation,
      kind: 'client',
      startMs: this.#startMs,
      durationMs,
      tags: {
        ...requestTags(request, trace),
        'http.status_code': String(status),
        response_flags: flags,
        ...(this.cluster ? { upstream_cluster: clusterText(this.cluster) } : {}),
        ...(failed ? { error: 'true' } : {}),
      },
    })
  }
}

/** The tags that both sides of a hop carry (source: Envoy's HTTP tracing utility). */
export function requestTags(request: HopRequest, trace: TraceContext): Readonly<Record<string, string>> {
  return {
    component: 'proxy',
    'guid:x-request-id': trace.requestId,
    'http.method': request.method,
    'http.url': `http://${request.headers['host'] ?? request.host}${request.path}`,
    'http.protocol': 'HTTP/1.1',
    user_agent: request.headers['user-agent'] ?? '-',
  }
}

function clusterText({ host, labels }: ClusterRef): string {
  const narrowed = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return ['out.' + host, ...narrowed].join('|')
}
