import type { Image } from '../image.ts'
import type { TelemetryParts } from './telemetry-parts.ts'
import { webProgram } from './web-program.ts'

/** Jaeger in one container: search and trace pages over the spans of the mesh. */
export function jaeger({ pages, jaeger: api }: TelemetryParts): Image {
  return {
    names: ['jaegertracing/all-in-one', 'jaegertracing/jaeger', 'jaegertracing/jaeger-query', 'jaegertracing/opentelemetry-all-in-one'],
    start(context) {
      context.log('{"level":"info","msg":"Starting jaeger-query HTTP server","port":16686}')
      return webProgram({
        context,
        program: { ports: [16686, 9411, 14268], pages, page: 'jaeger.html', shows: /^\/(?:search|trace\/[^/]+|dependencies)\/?$/, redirects: { '/': '/search' }, apis: [api] },
      })
    },
  }
}
