import type { Clock, Random } from '../clock.ts'
import type { HopRequest, HopResponse, Image } from '../images/image.ts'
import { plain } from '../images/replies.ts'
import { ImageRuntime, type RuntimeState } from '../images/runtime.ts'
import type { ClusterReader, KubeObject } from '../kube/object.ts'
import type { PodLogs } from '../kube/pod-logs.ts'
import type { PodTraffic } from '../kube/pod-traffic.ts'
import { createLoadGenerator, type LoadGenerator, type LoadState } from '../load/load-generator.ts'
import { createRandom } from '../random.ts'
import type { ProxyStats, Telemetry } from '../telemetry/telemetry.ts'
import { admit, deliverTo } from './destination.ts'
import { callDirectly, callPod, callService, type DirectParts } from './direct-call.ts'
import { Directory, hostOf, isReady } from './directory.ts'
import { Exchange, until, withExchange } from './exchange.ts'
import { Mixer, type MixerState } from './mixer/mixer.ts'
import { createOutside } from './outside.ts'
import { podContainers, type PodContainers } from './pod-containers.ts'
import { podRole } from './pod-role.ts'
import { Proxies, type ProxiesState } from './proxies.ts'
import { readStats } from './proxy/stats.ts'
import { RuleBook } from './rules.ts'
import { standInGateway } from './workload.ts'
import type { World } from './world.ts'

/** What a mesh remembers. Requests under way are not part of it. */
export interface MeshState {
  readonly random: { readonly choices: number; readonly ids: number; readonly latencies: number }
  readonly runtime: RuntimeState
  readonly proxies: ProxiesState
  readonly quotas: MixerState
  readonly load: LoadState
}

interface CallOptions {
  readonly timeoutMs?: number
  /** The caller hangs up; the answer is then `timeout`. */
  readonly signal?: AbortSignal
}

export interface MeshOptions {
  readonly cluster: ClusterReader
  readonly telemetry: Telemetry
  readonly images: readonly Image[]
  readonly clock: Clock
  readonly random: Random
  /** Load to start with; 5 page views a second when absent. */
  readonly load?: LoadState
  /** From `Mesh.snapshot()`. */
  readonly state?: MeshState
}

/** The running side of a cluster: containers, the proxies between them, and the traffic. */
export interface Mesh {
  /** A request from outside, through the ingress. `host` is the name the client asked for. */
  ingress(request: HopRequest): Promise<HopResponse>
  /** A request from outside straight to a pod of a service, as a Route does. `port`: number, name or target port of the service. */
  service(namespace: string, name: string, port: number | string, request: HopRequest): Promise<HopResponse>
  /** A request straight to a pod, as port-forward does. */
  pod(namespace: string, name: string, port: number, request: HopRequest): Promise<HopResponse>
  /** A request that a program inside a pod makes, as `curl` under exec does. */
  callFrom(namespace: string, pod: string, request: HopRequest, options?: CallOptions): Promise<HopResponse | 'timeout'>
  /** A running container as the programs in it see it, or the program behind one of its ports; undefined where it does not run. */
  readonly containers: PodContainers
  readonly logs: PodLogs
  readonly stats: ProxyStats
  readonly load: LoadGenerator
  /** Requests that pods have received: what their processor time follows. */
  readonly traffic: PodTraffic
  snapshot(): MeshState
  /** Ends timers and subscriptions. Requests under way come to nothing. */
  stop(): void
}

/** What the load asks for. */
const pageView: HopRequest = { method: 'GET', host: 'bookinfo', port: 80, path: '/productpage', headers: { host: 'bookinfo', 'user-agent': 'rehearsal-load' } }

/** Joins programs, proxies and rules over one cluster. */
export function createMesh({ cluster, telemetry, images, clock, random, state, load: firstLoad }: MeshOptions): Mesh {
  const stream = (name: keyof MeshState['random']) => createRandom(state?.random[name] ?? Math.floor(random.next() * 0x1_0000_0000))
  const [choices, ids, latencies] = [stream('choices'), stream('ids'), stream('latencies')]
  const directory = new Directory(cluster)
  const rules = new RuleBook(cluster)
  const mixer = new Mixer(state?.quotas)
  const outside = createOutside()
  const world: World = {
    clock, choices, ids, telemetry, directory, outside,
    rules: () => rules.current(),
    workload: (pod) => proxies.workload(pod),
    admit: (gateway, request) => admit({ world, mixer }, gateway, request),
    deliver: (delivery) => deliverTo({ world, runtime, mixer }, delivery),
  }
  const proxies = new Proxies(world, cluster, state?.proxies)
  const runtime = new ImageRuntime({ cluster, images, clock, random: latencies, call, ...(state ? { state: state.runtime } : {}) })
  const direct: DirectParts = { directory, runtime, choices, outside }
  const load = createLoadGenerator({ clock, view: () => ingress(pageView), state: state?.load ?? firstLoad })

  /** What a program asks for: through the sidecar of its pod, or straight where there is none. */
  function call(pod: KubeObject, request: HopRequest, { timeoutMs, signal }: CallOptions = {}): Promise<HopResponse | 'timeout'> {
    return withExchange(signal, async (exchange) => {
      const answer = podRole(pod) === 'none' ? callDirectly(direct, pod.metadata.namespace ?? 'default', request) : proxies.of(pod).send(request, exchange)
      const outcome = await until(answer, { clock, ms: timeoutMs, exchange })
      if (outcome === 'timeout') exchange.giveUp()
      return outcome === 'gone' ? 'timeout' : outcome
    })
  }

  function ingress(request: HopRequest): Promise<HopResponse> {
    const pod = cluster.list('pods').find((one) => podRole(one) === 'gateway' && isReady(one))
    const proxy = pod ? proxies.of(pod) : proxies.ofWorkload(standInGateway)
    return proxy.send(request, new Exchange())
  }

  async function service(namespace: string, name: string, port: number | string, request: HopRequest): Promise<HopResponse> {
    const found = directory.byHost(hostOf(name, namespace))
    return found ? callService(direct, found, { port, request }) : plain(`there is no service ${name} in ${namespace}`, 503)
  }

  async function toPod(namespace: string, name: string, port: number, request: HopRequest): Promise<HopResponse> {
    const found = cluster.get('pods', namespace, name)
    return found ? callPod(runtime, found, { port, request }) : plain(`there is no pod ${name} in ${namespace}`, 503)
  }

  async function callFrom(namespace: string, name: string, request: HopRequest, options?: CallOptions): Promise<HopResponse | 'timeout'> {
    const found = cluster.get('pods', namespace, name)
    return found ? call(found, request, options) : plain(`there is no pod ${name} in ${namespace}`, 503)
  }

  return {
    ingress,
    service,
    pod: toPod,
    callFrom,
    containers: podContainers({ cluster, directory, clock, call, program: (pod, port) => runtime.program(pod, port) }),
    load,
    logs: runtime.logs,
    stats: { read: () => readStats(proxies.all(), clock.now()) },
    traffic: {
      requests(namespace, name) {
        const found = cluster.get('pods', namespace, name)
        return found ? runtime.requestsServed(found) : 0
      },
    },
    snapshot: () => ({
      random: { choices: choices.state(), ids: ids.state(), latencies: latencies.state() },
      runtime: runtime.snapshot(),
      proxies: proxies.snapshot(),
      quotas: mixer.snapshot(),
      load: load.snapshot(),
    }),
    stop() {
      load.stop()
      for (const part of [proxies, runtime, rules, directory]) part.stop()
    },
  }
}
