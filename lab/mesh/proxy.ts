import type { HopRequest, HopResponse } from '../images/image.ts'
import { Exchange } from './exchange.ts'
import type { Route } from './model.ts'
import { answerInPlace } from './proxy/answer-in-place.ts'
import { corsHeaders, preflight } from './proxy/cors.ts'
import { injectFault } from './proxy/faults.ts'
import { HopRecord } from './proxy/hop-record.ts'
import { localReply, type Answer } from './proxy/local-replies.ts'
import { applyHeaders, outgoingRequest } from './proxy/outgoing.ts'
import { childSpan } from './proxy/trace.ts'
import { sendWithRetries, type UpstreamCall } from './proxy/send-with-retries.ts'
import type { Upstreams } from './proxy/upstreams.ts'
import { pickTarget } from './proxy/weights.ts'
import { routeRequest, type RoutedRequest } from './route-request.ts'
import type { Workload } from './workload.ts'
import type { World } from './world.ts'

/**
 * The proxy beside a workload (or the ingress). Everything that rules say happens here, on the caller's side:
 * route → fault → cluster → endpoint → destination, and one record of the hop.
 */
export class Proxy {
  readonly #world: World
  readonly workload: Workload
  /** What it knows of the clusters that it calls. */
  readonly upstreams: Upstreams

  constructor(world: World, workload: Workload, upstreams: Upstreams) {
    this.#world = world
    this.workload = workload
    this.upstreams = upstreams
  }

  /** Sends a request of its workload; answers for every failure, as a proxy does. */
  async send(request: HopRequest, exchange: Exchange): Promise<HopResponse> {
    const trace = childSpan(request.headers, this.#world.ids)
    const record = new HopRecord({ world: this.#world, caller: this.workload, request, trace, exchange })
    const refused = this.workload.proxy === 'gateway' ? this.#world.admit(this.workload, request) : undefined
    if (refused) return record.end({ response: refused, flags: '-' })
    const routed = routeRequest(this.#world, this.workload, request)
    if (!routed) return record.end(localReply('noRoute'))
    const { route, match } = routed
    record.operation = route.name
    record.service = routed.service

    const early = preflight(route.cors, request) ?? answerInPlace(routed, request)
    if (early) return record.end(early)
    const target = route.action.kind === 'forward' ? pickTarget(route.action.targets, this.#world.choices) : undefined
    if (!target) return record.end(localReply('noCluster'))
    record.cluster = target.cluster

    const outgoing = outgoingRequest(request, { route, match, target, trace })
    this.#mirror(route, routed, outgoing)
    const { abort, delayed } = await injectFault(route.fault, this.#world)
    const answer = abort ?? (await this.#forward({ routed, target, request: outgoing, exchange, record }))
    const changed = applyHeaders(applyHeaders(answer.response.headers, target.responseHeaders), route.responseHeaders)
    const headers = { ...changed, ...corsHeaders(route.cors, request) }
    return record.end({ ...answer, flags: delayed && !abort ? joinFlags('DI', answer.flags) : answer.flags, response: { ...answer.response, headers } })
  }

  #forward(call: UpstreamCall): Promise<Answer> {
    return sendWithRetries(call, { world: this.#world, caller: this.workload, upstreams: this.upstreams })
  }

  /** Copies a request to where the rule says; the answer is dropped and nobody waits for it. */
  #mirror(route: Route, routed: RoutedRequest, request: HopRequest): void {
    for (const { cluster, percent } of route.mirrors) {
      if (this.#world.choices.next() * 100 >= percent) continue
      const shadow = { ...request, headers: { ...request.headers, host: `${request.headers['host'] ?? request.host}-shadow` } }
      const alone: Route = { ...route, action: { kind: 'forward', targets: [] } }
      void this.#forward({ routed: { ...routed, route: alone }, target: { weight: 100, cluster }, request: shadow, exchange: new Exchange() })
    }
  }
}

function joinFlags(first: string, rest: string): string {
  return rest === '-' ? first : `${first},${rest}`
}
