import type { Image } from '../image.ts'
import { loadApi } from './load-api.ts'
import { datasourceProxy } from './datasource-proxy.ts'
import type { TelemetryParts } from './telemetry-parts.ts'
import { webProgram } from './web-program.ts'

/** The dashboard. Its data comes from the Prometheus beside it, as any other client's does. */
export function grafana({ pages, load }: TelemetryParts): Image {
  return {
    names: ['istio/grafana', 'grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise'],
    start(context) {
      context.log('t=start lvl=info msg="HTTP Server Listen" address=0.0.0.0:3000 protocol=http')
      return webProgram({
        context,
        program: { ports: [3000], pages, page: 'grafana.html', shows: /^\/(?:$|dashboard(?:s|\/|$)|d\/|d-solo\/|dashboard-solo\/)/, redirects: { '/login': '/' }, apis: [loadApi(load), datasourceProxy(context)] },
      })
    },
  }
}
