import type { Clock } from '../clock.ts'
import type { ClusterReader, KubeObject } from './object.ts'
import type { PodTraffic } from './pod-traffic.ts'
import { read, readList, text } from './read.ts'

/** What one container uses: CPU in cores, memory in bytes. */
export interface Usage {
  readonly name: string
  readonly cores: number
  readonly bytes: number
}

export interface PodUsage {
  readonly atMs: number
  readonly windowMs: number
  readonly containers: readonly Usage[]
}

/** Where usage is read: undefined for a pod that was not measured yet. */
export interface PodMetrics {
  usage(pod: KubeObject): PodUsage | undefined
}

/** How often metrics-server and the autoscaler look (their real default). */
export const scrapeMs = 15_000

/**
 * What a program costs here. The figures make the autoscaling lesson visible on one laptop: with a request of 100m of CPU,
 * five requests a second are half of it. Memory is that of a small service.
 */
const cost = {
  app: { idleCores: 0.001, coresPerRequest: 0.01, bytes: 40 * 2 ** 20 },
  'istio-proxy': { idleCores: 0.002, coresPerRequest: 0.001, bytes: 24 * 2 ** 20 },
} as const

interface Sample {
  readonly atMs: number
  readonly requests: number
  readonly perSecond: number
}

interface MetricsServerOptions {
  readonly cluster: ClusterReader
  readonly clock: Clock
  readonly traffic: PodTraffic
}

export interface MetricsServer extends PodMetrics {
  stop(): void
}

/** Measures every running pod from the number of requests it answered: a rate over the last window. */
export function startMetricsServer({ cluster, clock, traffic }: MetricsServerOptions): MetricsServer {
  let samples: ReadonlyMap<string, Sample> = new Map()
  let cancel = () => {}

  function scrape(): void {
    const running = cluster.list('pods').filter((pod) => read(pod, 'status', 'phase') === 'Running')
    samples = new Map(running.map((pod) => [pod.metadata.uid ?? '', taken(pod, clock.now())]))
    cancel = clock.after(scrapeMs, scrape)
  }

  function taken(pod: KubeObject, atMs: number): Sample {
    const requests = traffic.requests(pod.metadata.namespace ?? '', pod.metadata.name)
    const before = samples.get(pod.metadata.uid ?? '')
    if (!before) return { atMs, requests, perSecond: 0 }
    // A counter that fell was started anew, as after a restore.
    const grown = requests < before.requests ? requests : requests - before.requests
    return { atMs, requests, perSecond: (grown * 1000) / Math.max(1, atMs - before.atMs) }
  }

  scrape()
  return {
    usage(pod) {
      const sample = samples.get(pod.metadata.uid ?? '')
      if (!sample) return undefined
      const containers = readList(pod, 'spec', 'containers').map((container) => usageOf(text(read(container, 'name')), sample.perSecond))
      return { atMs: sample.atMs, windowMs: scrapeMs, containers }
    },
    stop: () => cancel(),
  }
}

function usageOf(name: string, perSecond: number): Usage {
  const { idleCores, coresPerRequest, bytes } = name === 'istio-proxy' ? cost['istio-proxy'] : cost.app
  return { name, cores: idleCores + coresPerRequest * perSecond, bytes }
}
