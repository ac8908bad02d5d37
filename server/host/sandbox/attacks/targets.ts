import { bwrapDriver } from '../bwrap.ts'
import { dockerDriver } from '../docker.ts'
import { localDriver } from '../local.ts'
import type { Internet } from '../network/internet/internet.ts'
import { ociDriver } from '../oci.ts'
import { testDockerHost, testRootFileSystems } from '../testing.ts'
import type { Target } from './scene.ts'

/**
 * Every class of learner on every driver, the bare shell first: what the attacks must be seen to get through.
 * @param internet the way out that their sessions get where they ask for one
 */
export function attackTargets(folder: string, internet?: Internet): readonly Target[] {
  const way = internet ? { internet } : {}
  const options = { folder, rootFileSystems: testRootFileSystems, ...way }
  return [
    { title: 'local', driver: localDriver({ folder }), root: false, bareShell: true },
    { title: 'bwrap', driver: bwrapDriver(options), root: false, bareShell: false },
    { title: 'oci', driver: ociDriver(options), root: false, bareShell: false },
    { title: 'oci, root', driver: ociDriver(options), root: true, bareShell: false },
    { title: 'docker', driver: dockerDriver({ folder, host: testDockerHost, ...way }), root: false, bareShell: false },
  ]
}
