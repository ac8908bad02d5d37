import { dashboardQueries } from '../../lab/telemetry/promql/testing/queries.ts'
import { Engine } from '../../lab/telemetry/promql/engine.ts'
import { Registry } from '../../lab/telemetry/metrics/registry.ts'
import { mixerTargets } from '../../lab/telemetry/scrape/mixer-targets.ts'
import { Scraper } from '../../lab/telemetry/scrape/scraper.ts'
import { Database } from '../../lab/telemetry/storage/database.ts'
import { createMatcher } from '../../lab/telemetry/storage/matcher.ts'
import { bestOf } from './best-of.ts'
import { JumpingClock } from './jumping-clock.ts'
import { pageView } from './steady-load.ts'

/** Milliseconds for all queries of the dashboard once, beside reading the samples of the last five minutes once. */
export function dashboardCost(rounds: number): { readonly ours: number; readonly floor: number } {
  const clock = new JumpingClock()
  const [registry, database] = [new Registry(), new Database({ nowMs: clock.now() })]
  const scraper = new Scraper({ clock, database, targets: mixerTargets({ sets: () => registry.sets(), stats: () => [] }) })
  for (let tick = 0; tick < 3000; tick += 1) {
    pageView(clock.now(), { hop: (hop) => registry.record(hop), span() {} })
    clock.jump(200)
  }
  scraper.stop()
  const engine = new Engine(database)
  const [startMs, endMs] = [clock.now() - 300_000, clock.now()]
  // The dashboard has a row of panels for each of its services: four times the last seven queries.
  const queries = [...dashboardQueries, ...dashboardQueries.slice(-7), ...dashboardQueries.slice(-7), ...dashboardQueries.slice(-7)].slice(0, 40)
  const ours = bestOf(rounds, () => queries.forEach((query) => engine.range(query, { startMs, endMs, stepMs: 5000 })))
  const matchers = [createMatcher('__name__', '=~', 'istio_request_count|istio_request_duration_bucket')]
  const floor = bestOf(rounds, () => void database.select(matchers, startMs - 60_000, endMs))
  return { ours, floor }
}
