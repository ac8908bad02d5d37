import type { ProxyStat } from '../../telemetry/telemetry.ts'
import type { Proxy } from '../proxy.ts'

interface Stat {
  readonly name: string
  /** Counters of several proxies add up; gauges come over statsd under one name, where they stand beside each other. */
  readonly merge: 'sum' | 'max'
  readonly value: number
}

/** Counters and gauges of all proxies by the names that Istio 0.6.0's statsd exporter gave them. */
export function readStats(proxies: Iterable<Proxy>, nowMs: number): readonly ProxyStat[] {
  const merged = new Map<string, number>()
  for (const { upstreams } of proxies) {
    for (const [cluster, upstream] of upstreams.entries()) {
      const { counters } = upstream
      const gauges = upstream.gauges(nowMs)
      const stats: readonly Stat[] = [
        { name: 'upstream_rq_total', merge: 'sum', value: counters.total },
        { name: 'upstream_rq_2xx', merge: 'sum', value: counters.status2xx },
        { name: 'upstream_rq_4xx', merge: 'sum', value: counters.status4xx },
        { name: 'upstream_rq_5xx', merge: 'sum', value: counters.status5xx },
        { name: 'upstream_rq_pending_overflow', merge: 'sum', value: counters.overflow },
        { name: 'upstream_rq_timeout', merge: 'sum', value: counters.timeouts },
        { name: 'upstream_rq_retry', merge: 'sum', value: counters.retries },
        { name: 'upstream_cx_active', merge: 'sum', value: gauges.active },
        { name: 'outlier_detection_ejections_active', merge: 'max', value: gauges.ejected },
        { name: 'outlier_detection_ejections_total', merge: 'sum', value: gauges.ejections },
      ]
      for (const { name, merge, value } of stats) {
        const full = `${statPrefix(cluster)}_${name}`
        const before = merged.get(full) ?? 0
        merged.set(full, merge === 'sum' ? before + value : Math.max(before, value))
      }
    }
  }
  return [...merged].map(([name, value]) => ({ name, value }))
}

/** `out.ratings.shop.svc.cluster.local|http|version=v1` → `envoy_cluster_out_ratings_shop_svc_cluster_local_http_version_v1`. */
function statPrefix(cluster: string): string {
  return `envoy_cluster_${cluster.replace(/[^A-Za-z0-9]/g, '_')}`
}
