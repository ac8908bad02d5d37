import { plain } from '../replies.ts'
import type { Image } from '../image.ts'
import type { TelemetryParts } from './telemetry-parts.ts'

/** Mixer. What it decides is decided by the lab's engine; here it shows what the mesh reported to it. */
export function mixer({ mixer: api }: TelemetryParts): Image {
  return {
    names: ['istio/mixer*'],
    start(context) {
      for (const line of ['Istio Mixer started', 'Starting gRPC server on port 9091', 'Prometheus adapter listening on :42422']) context.log(`${new Date(context.clock.now()).toISOString()}\tinfo\t${line}`)
      return {
        ports: [9091, 9093, 9094, 42422, 9102],
        async handle(request) {
          if (request.path === '/healthz' || request.path === '/ready') return plain('OK')
          return (await api(request)) ?? plain('404 page not found\n', 404)
        },
      }
    },
  }
}
