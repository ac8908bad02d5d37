import { createLab } from '../../create-lab.ts'
import type { Lab, LabOptions } from '../../lab.ts'
import { nodeClock } from '../node-clock.ts'
import { serveLab } from '../serve.ts'

export interface ServedTestLab {
  readonly lab: Lab
  /** Address of its API server; requests without a token get one, since kubectl keeps its own to itself over plain HTTP. */
  readonly api: string
  /** Address of its router; the host header picks the route. */
  readonly router: string
  close(): Promise<void>
}

const routerSuffix = 'lab.localhost'

/** A whole lab on free ports: its API server on one, its router on the other. */
export async function startLab(options: Partial<LabOptions> = {}): Promise<ServedTestLab> {
  const token = 'test-token'
  const lab = createLab({ clock: nodeClock, seed: 7, profile: 'istio-bookinfo', apiHosts: ['api.lab'], routerSuffix, publicPort: 80, token, ...options })
  const api = await serveLab(lab, { port: 0, host: 'api.lab', token })
  const router = await serveLab(lab, { port: 0 })
  return {
    lab,
    api: api.url,
    router: router.url,
    async close() {
      await Promise.all([api.close(), router.close()])
      lab.stop()
    },
  }
}
