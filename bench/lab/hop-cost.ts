import { createTelemetry } from '../../lab/telemetry/create-telemetry.ts'
import type { Hop, Span } from '../../lab/telemetry/telemetry.ts'
import { bestOf } from './best-of.ts'
import { JumpingClock } from './jumping-clock.ts'
import { pageView } from './steady-load.ts'

const views = 3000

/** Microseconds: counting a hop, keeping a span, and the floor: counting a hop in a Map under a text of its labels, which any registry must do. */
export function hopCost(rounds: number): { readonly hop: number; readonly span: number; readonly floor: number } {
  const [hops, spans]: [Hop[], Span[]] = [[], []]
  for (let at = 0; at < views; at += 1) pageView(at * 200, { hop: (hop) => void hops.push(hop), span: (span) => void spans.push(span) })
  const counts = new Map<string, number>()
  const floor = bestOf(rounds, () => {
    for (const { source, destination, responseCode } of hops) {
      const key = `${source.app} ${source.version} ${destination.app} ${destination.version} ${responseCode}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  })
  const telemetry = createTelemetry({ clock: new JumpingClock() })
  const hop = bestOf(rounds, () => hops.forEach((one) => telemetry.hop(one)))
  const span = bestOf(rounds, () => spans.forEach((one) => telemetry.span(one)))
  telemetry.stop()
  return { hop: (hop / hops.length) * 1000, span: (span / spans.length) * 1000, floor: (floor / hops.length) * 1000 }
}
