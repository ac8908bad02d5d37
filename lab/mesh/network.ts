import type { Clock } from '../clock.ts'
import type { ContainerProgram, HopRequest, HopResponse } from '../images/image.ts'
import type { Network, NetworkAnswer, SendOptions } from '../exec/process.ts'
import type { ClusterReader, KubeObject } from '../kube/object.ts'
import { read, text } from '../kube/read.ts'
import { targetPort, type Directory } from './directory.ts'
import { until, withExchange } from './exchange.ts'
import { podRole } from './pod-role.ts'

/** What the network of a pod stands on. */
export interface NetworkParts {
  readonly clock: Clock
  readonly cluster: ClusterReader
  readonly directory: Directory
  /** What listens on a port of a pod. */
  program(pod: KubeObject, port: number): ContainerProgram | undefined
  /** A request of a program in the pod to somebody else. */
  call(pod: KubeObject, request: HopRequest, options?: SendOptions): Promise<HopResponse | 'timeout'>
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '[::1]', 'ip6-localhost'])
/** Stands for addresses outside, which nobody here looks up (RFC 5737). */
const outsideAddress = '203.0.113.10'

/** The network as a program in a pod sees it: its own ports, other pods and services by name or address, and the world outside. */
export function networkOf(parts: NetworkParts, pod: KubeObject): Network {
  const namespace = pod.metadata.namespace ?? 'default'
  const ownAddress = text(read(pod, 'status', 'podIP'))
  const isOwn = (host: string) => loopback.has(host) || host === ownAddress || host === pod.metadata.name

  function resolve(host: string): string | undefined {
    if (loopback.has(host)) return '127.0.0.1'
    if (isOwn(host)) return ownAddress
    if (isAddress(host)) return host
    const service = parts.directory.find(host, namespace)
    if (service) return text(read(parts.cluster.get('services', service.namespace, service.name), 'spec', 'clusterIP')) || undefined
    return isOutside(parts, host) ? outsideAddress : undefined
  }

  async function send(request: HopRequest, options: SendOptions = {}): Promise<NetworkAnswer> {
    const host = request.host.toLowerCase()
    if (resolve(host) === undefined) return { kind: 'unknown-host' }
    const direct = isOwn(host) ? pod : podAt(parts.cluster, host)
    if (direct) return ask(parts.clock, parts.program(direct, request.port), { request, options })
    // A sidecar answers for whatever is wrong behind it; without one the connection itself fails.
    if (podRole(pod) === 'none' && !isReachable(parts, namespace, request)) return { kind: 'refused' }
    const answer = await parts.call(pod, request, options)
    return answer === 'timeout' ? { kind: 'timeout' } : { kind: 'answered', response: answer }
  }

  return { resolve, send }
}

/** A request to a port itself, past every proxy. */
async function ask(clock: Clock, program: ContainerProgram | undefined, { request, options }: { readonly request: HopRequest; readonly options: SendOptions }): Promise<NetworkAnswer> {
  if (!program) return { kind: 'refused' }
  const answer = await withExchange(options.signal, (exchange) => until(program.handle(request), { clock, ms: options.timeoutMs, exchange }))
  return answer === 'timeout' || answer === 'gone' ? { kind: 'timeout' } : { kind: 'answered', response: answer }
}

function podAt(cluster: ClusterReader, address: string): KubeObject | undefined {
  return isAddress(address) ? cluster.list('pods').find((pod) => text(read(pod, 'status', 'podIP')) === address) : undefined
}

function isReachable({ directory, program }: NetworkParts, namespace: string, { host, port }: HopRequest): boolean {
  const service = directory.find(host, namespace)
  if (!service) return true
  const found = service.ports.find((one) => one.port === port)
  return found !== undefined && service.endpoints.some(({ pod }) => {
    const listening = targetPort(found, pod)
    return listening !== undefined && program(pod, listening) !== undefined
  })
}

function isAddress(host: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host)
}

/** A full name of the world outside. A name of the cluster's own form that is not there is known to nobody. */
function isOutside({ cluster, directory }: NetworkParts, host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.')
  if (labels.length < 2 || labels.some((label) => label === '')) return false
  if (labels.at(-1) === 'svc' || host.endsWith('.cluster.local') || labels.at(-1) === 'local') return false
  const isOurs = labels.length === 2 && (cluster.get('namespaces', undefined, labels[1] ?? '') !== undefined || [...directory.services.values()].some(({ name }) => name === labels[0]))
  return !isOurs
}
