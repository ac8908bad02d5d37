import type { Image } from '../image.ts'
import { grafana } from './grafana.ts'
import { jaeger } from './jaeger.ts'
import { mixer } from './mixer.ts'
import { prometheus } from './prometheus.ts'
import { serviceGraph } from './service-graph.ts'
import type { TelemetryParts } from './telemetry-parts.ts'

/** Programs that show what the mesh reports, all but Mixer with pages of their own. */
export function telemetryImages(parts: TelemetryParts): readonly Image[] {
  return [grafana(parts), prometheus(parts), jaeger(parts), serviceGraph(parts), mixer(parts)]
}
