import { createTelemetry } from '../../lab/telemetry/create-telemetry.ts'
import type { Hop, Span } from '../../lab/telemetry/telemetry.ts'
import { bestOf } from './best-of.ts'
import { JumpingClock } from './jumping-clock.ts'
import { pageView } from './steady-load.ts'

const views = 3000

/** Microseconds a hop, ours and the floor's: counting it in a Map under a text of its labels, which any registry must do. */
export function hopCost(rounds: number): { readonly ours: number; readonly floor: number } {
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
  const ours = bestOf(rounds, () => {
    for (const hop of hops) telemetry.hop(hop)
    for (const span of spans) telemetry.span(span)
  })
  telemetry.stop()
  return { ours: (ours / hops.length) * 1000, floor: (floor / hops.length) * 1000 }
}
