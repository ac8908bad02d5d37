import { afterEach, describe, expect, it } from 'vitest'
import { VirtualClock } from '../../mesh/testing/virtual-clock.ts'
import { formatLabels } from '../labels/labels.ts'
import { Registry } from '../metrics/registry.ts'
import { Database } from '../storage/database.ts'
import { createMatcher } from '../storage/matcher.ts'
import type { ProxyStat } from '../telemetry.ts'
import { hop } from '../testing/hops.ts'
import { mixerTargets } from './mixer-targets.ts'
import { Scraper } from './scraper.ts'

const started: Scraper[] = []

function start() {
  const clock = new VirtualClock(1_000_000)
  const registry = new Registry()
  const database = new Database({ nowMs: 0 })
  const stats: ProxyStat[] = []
  started.push(new Scraper({ clock, database, targets: mixerTargets({ sets: () => registry.sets(), stats: () => stats }) }))
  const select = (name: string) => database.select([createMatcher('__name__', '=', name)], 0, Infinity)
  return { clock, registry, stats, select }
}

afterEach(() => {
  for (const scraper of started.splice(0)) scraper.stop()
})

describe('Scraper', () => {
  it('reads every five seconds, under the labels of the lab’s picture', async () => {
    const { clock, registry, select } = start()
    registry.record(hop())
    await clock.pass(4999)
    registry.record(hop())
    await clock.pass(5001)
    const [series] = select('istio_request_count')
    expect(series?.times).toEqual([1_000_000, 1_005_000, 1_010_000])
    expect(series?.values).toEqual([1, 2, 2])
    expect(series && formatLabels(series.labels)).toBe('istio_request_count{destination_service="reviews.istio-system.svc.cluster.local",destination_version="v1",instance="istio-mixer.istio-system:42422",job="istio-mesh",response_code="200",source_service="productpage.istio-system.svc.cluster.local",source_version="v1"}')
  })

  it('says how scraping went', async () => {
    const { clock, registry, select } = start()
    await clock.pass(0)
    registry.record(hop())
    await clock.pass(10_000)
    expect(select('up').map(({ values }) => values)).toEqual([[1, 1, 1], [1, 1, 1]])
    const [mesh] = select('scrape_samples_scraped')
    const [added] = select('scrape_series_added')
    expect(mesh?.values).toEqual([0, 133, 133])
    expect(added?.values).toEqual([0, 133, 0])
  })

  it('notices statistics that are no longer there', async () => {
    const { clock, stats, select } = start()
    stats.push({ name: 'envoy_cluster_x_upstream_cx_active', value: 3 })
    await clock.pass(5000)
    stats.pop()
    await clock.pass(5000)
    expect(select('envoy_cluster_x_upstream_cx_active')).toMatchObject([{ values: [3, 3], goneAt: [1_010_000] }])
  })

  it('keeps its rhythm', async () => {
    const { clock, select } = start()
    await clock.pass(62_000)
    expect(select('up')[0]?.times).toEqual(Array.from({ length: 13 }, (_, at) => 1_000_000 + at * 5000))
  })

  it('leaves no timer behind', async () => {
    const { clock } = start()
    await clock.pass(12_000)
    for (const scraper of started) scraper.stop()
    expect(clock.pending).toBe(0)
  })
})
