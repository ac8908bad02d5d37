import type { Endpoint, MeshService } from '../directory.ts'
import { until } from '../exchange.ts'
import type { ClusterPolicy } from '../model.ts'
import { findService } from '../route-request.ts'
import type { Workload } from '../workload.ts'
import type { Reply, Served, World } from '../world.ts'
import { localReply, type Answer } from './local-replies.ts'
import type { UpstreamCall } from './send-with-retries.ts'
import type { Upstream } from './upstream.ts'
import { clusterName, type Upstreams } from './upstreams.ts'

export interface Senders {
  readonly world: World
  readonly caller: Workload
  readonly upstreams: Upstreams
}

/** A cluster as one proxy sees it at this moment. */
export interface FoundCluster {
  readonly service: MeshService
  readonly port: number
  readonly endpoints: readonly Endpoint[]
  readonly policy: ClusterPolicy
  readonly upstream: Upstream
}

/** The cluster of a call with its policy, or the answer when there is none. */
export function findCluster({ target, routed }: UpstreamCall, { world, caller, upstreams }: Senders): FoundCluster | Answer {
  const { cluster } = target
  const service = findService(world, cluster.host, cluster.port ?? routed.port)
  if (!service || cluster.missing) return localReply('noCluster')
  const port = cluster.port ?? (service.host === routed.service?.host ? routed.port : portLike(routed, service))
  const wanted = Object.entries(cluster.labels)
  const endpoints = service.endpoints.filter(({ labels }) => wanted.every(([key, value]) => labels[key] === value))
  const nowMs = world.clock.now()
  const upstream = upstreams.get(clusterName(cluster, service, port), nowMs)
  const policy = world.rules().policyOf(cluster, { caller, port })
  upstream.adopt(policy, nowMs)
  return { service, port, endpoints, policy, upstream }
}

/** One try: an endpoint, a place in the pool, the destination, and what the answer says about the endpoint. */
export async function sendOnce(cluster: FoundCluster, { routed, request, exchange, record }: UpstreamCall, { world, caller, ms }: Senders & { readonly ms: number | undefined }): Promise<Answer> {
  const { service, port, endpoints, policy, upstream } = cluster
  const { clock, choices: random } = world
  const endpoint = upstream.pick(endpoints, { policy, random, request, nowMs: clock.now() })
  if (!endpoint) return localReply('noHealthyUpstream')
  if (record) record.endpoint = endpoint
  const ticket = upstream.enter(endpoint, policy)
  if (!ticket) return localReply('overflow')

  let served: Served | undefined
  const work = async (): Promise<Reply> => {
    if (ticket.ready) await ticket.ready
    served = world.deliver({ caller, service, endpoint, port, operation: routed.route.name, request })
    return served.answer
  }
  const reply = await until(work(), { clock, ms, exchange })
  ticket.leave()
  if (reply === 'timeout' || reply === 'gone') served?.reset()
  if (reply === 'timeout') upstream.counters.timeouts += 1
  const answer = toAnswer(reply)
  // A caller that hung up says nothing about the endpoint.
  if (reply !== 'gone') upstream.record(endpoint, answer.response.status, { policy, poolSize: endpoints.length, nowMs: clock.now() })
  return answer
}

const flagsOf = { answered: '-', limited: 'RL', denied: '-' } as const

function toAnswer(reply: Reply | 'timeout' | 'gone'): Answer {
  if (reply === 'timeout' || reply === 'gone') return localReply('timeout')
  return reply.kind === 'refused' ? localReply('refused') : { response: reply.response, flags: flagsOf[reply.kind] }
}

/** A rule may lead to another service: its port of the same number, else its first. */
function portLike(routed: { readonly port: number }, service: MeshService): number {
  return service.ports.some((one) => one.port === routed.port) ? routed.port : (service.ports[0]?.port ?? routed.port)
}
