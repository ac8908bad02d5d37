import type { HopResponse } from '../images/image.ts'
import type { ImageRuntime } from '../images/runtime.ts'
import { targetPort } from './directory.ts'
import { requestTags } from './proxy/hop-record.ts'
import { childSpan, traceHeaders } from './proxy/trace.ts'
import type { Workload } from './workload.ts'
import type { Delivery, Reply, Served, World } from './world.ts'

/** The destination's side of a hop: its sidecar, when it has one, then the program in its container. */
export function deliverTo(world: World, runtime: ImageRuntime, delivery: Delivery): Served {
  const { endpoint, service, port } = delivery
  const found = service.ports.find((one) => one.port === port)
  const listening = found && targetPort(found, endpoint.pod)
  const program = listening === undefined ? undefined : runtime.program(endpoint.pod, listening)
  if (!program) return { answer: Promise.resolve({ kind: 'refused' }), reset() {} }
  const workload = world.workload(endpoint.pod)
  if (workload.proxy !== 'sidecar') return { answer: answered(program.handle(delivery.request)), reset() {} }
  const span = new ServerSpan(world, workload, delivery)
  const request = { ...delivery.request, headers: { ...delivery.request.headers, ...traceHeaders(span.trace) } }
  const answer = answered(program.handle(request)).then((reply) => {
    span.end(reply.response.status)
    return reply
  })
  return { answer, reset: () => span.end(0) }
}

async function answered(response: Promise<HopResponse>): Promise<Reply & { readonly kind: 'answered' }> {
  return { kind: 'answered', response: await response }
}

/** The span of the destination's sidecar. Status 0: the caller's proxy hung up first. */
class ServerSpan {
  readonly trace
  readonly #world: World
  readonly #workload: Workload
  readonly #delivery: Delivery
  readonly #startMs: number
  #ended = false

  constructor(world: World, workload: Workload, delivery: Delivery) {
    this.#world = world
    this.#workload = workload
    this.#delivery = delivery
    this.#startMs = world.clock.now()
    this.trace = childSpan(delivery.request.headers, world.ids)
  }

  end(status: number): void {
    if (this.#ended || !this.trace.sampled) return
    this.#ended = true
    const { traceId, spanId, parentSpanId } = this.trace
    this.#world.telemetry.span({
      traceId,
      spanId,
      ...(parentSpanId ? { parentSpanId } : {}),
      service: this.#workload.tracedAs,
      operation: 'default-route',
      kind: 'server',
      startMs: this.#startMs,
      durationMs: this.#world.clock.now() - this.#startMs,
      tags: {
        ...requestTags(this.#delivery.request, this.trace),
        'http.status_code': String(status),
        upstream_cluster: `in.${this.#delivery.port}`,
        ...(status >= 500 || status === 0 ? { error: 'true' } : {}),
      },
    })
  }
}
