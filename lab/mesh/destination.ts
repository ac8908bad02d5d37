import type { ContainerProgram, HopRequest, HopResponse } from '../images/image.ts'
import type { ImageRuntime } from '../images/runtime.ts'
import { targetPort } from './directory.ts'
import { attributesOf } from './mixer/attributes.ts'
import type { Mixer } from './mixer/mixer.ts'
import { requestTags } from './proxy/hop-record.ts'
import { childSpan, traceHeaders } from './proxy/trace.ts'
import type { Workload } from './workload.ts'
import type { Delivery, Reply, Served, World } from './world.ts'

/** What stands behind all destinations. */
export interface DestinationParts {
  readonly world: World
  readonly runtime: ImageRuntime
  readonly mixer: Mixer
}

/** The destination's side of a hop: its sidecar, when it has one, asks Mixer; then the program in its container answers. */
export function deliverTo(parts: DestinationParts, delivery: Delivery): Served {
  const { world, runtime } = parts
  const { endpoint, service, port } = delivery
  if (service.outside) return { answer: answered(world.outside(delivery.request)), reset() {} }
  const found = service.ports.find((one) => one.port === port)
  const listening = found && targetPort(found, endpoint.pod)
  const program = listening === undefined ? undefined : runtime.program(endpoint.pod, listening)
  if (!program) return { answer: Promise.resolve({ kind: 'refused' }), reset() {} }
  const workload = world.workload(endpoint.pod)
  if (workload.proxy !== 'sidecar') return { answer: answered(program.handle(delivery.request)), reset() {} }
  return throughSidecar(parts, delivery, { workload, program })
}

function throughSidecar({ world, mixer }: DestinationParts, delivery: Delivery, { workload, program }: { readonly workload: Workload; readonly program: ContainerProgram }): Served {
  const { caller, service: { host, namespace } } = delivery
  const span = new ServerSpan(world, workload, delivery)
  const request = { ...delivery.request, headers: { ...delivery.request.headers, ...traceHeaders(span.trace) } }
  const attributes = attributesOf({ caller, destination: workload, host, namespace, request })
  const refusal = mixer.check({ checks: world.rules().checks, attributes, host, namespace, nowMs: world.clock.now() })
  const reply = refusal ? Promise.resolve(refusal) : answered(program.handle(request))
  const answer = reply.then((one) => {
    span.end(one.response.status)
    return one
  })
  return { answer, reset: () => span.end(0) }
}

/** A request that reaches a gateway from outside the mesh: Mixer's refusal, if any. */
export function admit({ world, mixer }: Omit<DestinationParts, 'runtime'>, gateway: Workload, request: HopRequest): HopResponse | undefined {
  const { checks } = world.rules()
  if (checks.length === 0) return undefined
  const [host = '', namespace] = [gateway.services()[0], gateway.namespace]
  const attributes = attributesOf({ destination: gateway, host, namespace, request })
  return mixer.check({ checks, attributes, host, namespace, nowMs: world.clock.now() })?.response
}

async function answered(response: Promise<HopResponse>): Promise<Exclude<Reply, { kind: 'refused' }>> {
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
      operation: this.#delivery.operation,
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
