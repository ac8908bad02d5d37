import type { HopRequest, HopResponse } from '../../images/image.ts'
import { splitPath } from '../../images/replies.ts'
import type { ProxyStat } from '../telemetry.ts'
import { exposeSets, exposeStats, expositionType } from './exposition.ts'
import type { Registry } from './registry.ts'

interface MixerParts {
  readonly registry: Registry
  stats(): readonly ProxyStat[]
}

/** Where the mixer's container takes in and shows what proxies say of themselves. */
const statsdPort = 9102

/** `/metrics` of the mixer, for any Prometheus to scrape. */
export function createMixerApi({ registry, stats }: MixerParts): (request: HopRequest) => Promise<HopResponse | undefined> {
  return (request) => {
    const { path } = splitPath(request.path)
    if (path !== '/metrics') return Promise.resolve(undefined)
    const body = request.port === statsdPort ? exposeStats(stats()) : exposeSets(registry.sets())
    return Promise.resolve({ status: 200, headers: { 'content-type': expositionType }, body })
  }
}
