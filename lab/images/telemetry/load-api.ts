import type { LoadGenerator } from '../../load/load-generator.ts'
import { isRecord } from '../../kube/read.ts'
import { bodyJson } from '../body.ts'
import { json } from '../replies.ts'
import type { ApiHandler } from './telemetry-parts.ts'

const path = '/api/load'

/**
 * The switch of the steady load. `GET` tells `{ running, rate }`, `PUT` with one or both of them changes it. JSON and `PUT`
 * keep other sites out: a browser asks before it sends those across, and nobody here says yes.
 */
export function loadApi(load: () => LoadGenerator | undefined): ApiHandler {
  return async (request) => {
    if (request.path !== path) return undefined
    const generator = load()
    if (!generator) return json({ message: 'This lab has no load.' }, 503)
    if (request.method === 'PUT') {
      const wanted = bodyJson(request.body)
      if (!isRecord(wanted)) return json({ message: 'Expected {"running": true or false, "rate": page views a second}.' }, 400)
      if (typeof wanted['rate'] === 'number') generator.setRate(wanted['rate'])
      if (typeof wanted['running'] === 'boolean') generator.setRunning(wanted['running'])
    } else if (request.method !== 'GET') {
      return json({ message: 'Method not allowed' }, 405, { allow: 'GET, PUT' })
    }
    return json({ running: generator.running, rate: generator.rate }, 200, { 'cache-control': 'no-store' })
  }
}
