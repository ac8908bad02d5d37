import type { Image } from '../image.ts'
import type { TelemetryParts } from './telemetry-parts.ts'
import { webProgram } from './web-program.ts'

/** Istio's Service Graph: who calls whom, as JSON, as DOT and as a picture. */
export function serviceGraph({ pages, serviceGraph: api }: TelemetryParts): Image {
  return {
    names: ['istio/servicegraph', 'istio/servicegraph_debug'],
    start(context) {
      context.log('Starting servicegraph service at :8088')
      return webProgram({
        context,
        program: { ports: [8088], pages, page: 'service-graph.html', shows: /^\/(?:dotviz|force\/forcegraph\.html)\/?$/, redirects: { '/': '/dotviz' }, apis: [api] },
      })
    },
  }
}
