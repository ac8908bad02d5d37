import { randomBytes, randomInt } from 'node:crypto'
import type { LabProfile } from '../../../lab/lab.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { LabOrder, StartedLab } from '../sessions/session-parts.ts'
import { kubeconfig } from './kubeconfig.ts'
import type { LabHandle, LabPool } from './lab-pool.ts'

interface SessionLabsOptions {
  readonly pool: LabPool
  readonly gateway: Gateway
  /** What previews end in, with port: `localhost:3000`. */
  readonly previewDomain: string
  readonly publicPort: number
}

export interface SessionLabs {
  startLab(order: LabOrder): Promise<StartedLab>
  /** The lab of a session, by the id in its host names. */
  labOf(previewId: string): LabHandle | undefined
}

/** Where the router of a cluster listens: `curl http://$(oc get route …)` names no port. */
const routerPort = 80

const profiles: readonly string[] = ['empty', 'istio-bookinfo'] satisfies readonly LabProfile[]

/** Gives each session that wants one a lab, an address for its API and a way in from the sandbox. */
export function sessionLabs({ pool, gateway, previewDomain, publicPort }: SessionLabsOptions): SessionLabs {
  const labs = new Map<string, LabHandle>()
  return {
    labOf: (previewId) => labs.get(previewId),

    async startLab({ profile, previewId }) {
      if (!isProfile(profile)) throw new Error(`Expected a lab profile (${profiles.join(', ')}), got ${JSON.stringify(profile)}`)
      const token = randomBytes(16).toString('hex')
      const domain = previewDomain.replace(/:\d+$/, '')
      const lab = pool.start({
        seed: randomInt(2 ** 32 - 1),
        profile,
        apiHosts: [`api.${previewId}`],
        routerSuffix: `${previewId}-80.${domain}`,
        publicPort,
        token,
      })
      labs.set(previewId, lab)
      const door = await gateway.openSession(previewId)
      const server = `http://127.0.0.1:${gateway.apiPort}/labs/${previewId}/${token}`
      const namespace = profile === 'istio-bookinfo' ? 'istio-system' : 'default'
      return {
        files: { '.kube/config': kubeconfig({ server, token, namespace }) },
        env: {},
        // The API, the router, and the address of the player itself, so that a page's URL works in the terminal too.
        inlets: [
          ...[...new Set([gateway.apiPort, publicPort])].map((port) => ({ port, socketPath: door.socketPath })),
          ...(publicPort === routerPort ? [] : [{ port: routerPort, socketPath: door.socketPath, ownLoopback: true }]),
        ],
        hostNames: [`*.${domain}`],
        async stop() {
          door.close()
          labs.delete(previewId)
          lab.stop()
        },
      }
    },
  }
}

function isProfile(name: string): name is LabProfile {
  return profiles.includes(name)
}
