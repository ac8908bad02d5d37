import type { Image } from '../image.ts'
import type { TelemetryParts } from './telemetry-parts.ts'
import { webProgram } from './web-program.ts'

/** Prometheus: its API, and a page to ask it. */
export function prometheus({ pages, prometheus: api }: TelemetryParts): Image {
  return {
    names: ['prom/prometheus', 'prometheus/prometheus', 'bitnami/prometheus', 'openshift/prometheus'],
    start(context) {
      context.log('level=info msg="Server is ready to receive web requests."')
      return webProgram({
        context,
        program: { ports: [9090], pages, page: 'prometheus.html', shows: /^\/(?:graph|query|targets)\/?$/, redirects: { '/': '/graph', '/new/graph': '/graph', '/classic/graph': '/graph' }, apis: [api] },
      })
    },
  }
}
