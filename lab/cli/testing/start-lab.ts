import { createCluster } from '../../kube/cluster.ts'
import type { Cluster } from '../../kube/cluster.ts'
import { nodeClock } from '../../node/node-clock.ts'
import { serveLab } from '../../node/serve.ts'
import { openshiftExtension } from '../../openshift/extension.ts'
import { profiles } from '../../profiles/profiles.ts'
import { createRandom } from '../../random.ts'
import type { LabProfile } from '../../lab.ts'

export interface TestLab {
  /** Address of its API; kubectl, which keeps its token to itself over plain HTTP, needs none. */
  readonly url: string
  readonly cluster: Cluster
  close(): Promise<void>
}

const token = 'test-token'

/** A lab's API server on a free port, with the objects of a profile. The same seed gives the same names and uids. */
export async function startTestLab(profile: LabProfile = 'istio-bookinfo', seed = 7): Promise<TestLab> {
  const routerSuffix = 'lab-80.localhost'
  const parts: { cluster?: Cluster } = {}
  const running = (): Cluster => {
    if (parts.cluster === undefined) throw new Error('the lab is asked for before it runs')
    return parts.cluster
  }
  const cluster = createCluster({
    clock: nodeClock, random: createRandom(seed), token, hasImage: (image) => !image.includes('missing'),
    logs: { read: (_namespace, pod, container) => [`${container} of ${pod} started`, 'GET /health', 'GET /ratings/0'], follow: () => () => {} },
    extension: openshiftExtension({ resources: () => running().resources, kinds: () => running().kinds, token, routerSuffix }),
    seed: { objects: profiles[profile](routerSuffix), ageMs: 3_600_000 },
  })
  parts.cluster = cluster
  const served = await serveLab({ fetch: (request) => cluster.handle(request) }, { port: 0, token })
  return {
    url: served.url, cluster,
    async close() {
      await served.close()
      cluster.stop()
    },
  }
}
