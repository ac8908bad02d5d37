import { bwrapDriver } from '../bwrap.ts'
import { dockerDriver } from '../docker.ts'
import { localDriver } from '../local.ts'
import type { Internet } from '../network/internet/internet.ts'
import { ociDriver } from '../oci.ts'
import { testDockerHost, testPodmanHost, testRootFileSystems } from '../testing.ts'
import { insideAttacks, outsideAttacks } from './attack-list.ts'
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
    { title: 'oci', driver: ociDriver({ ...options, runtime: 'runc' }), root: false, bareShell: false },
    { title: 'oci, root', driver: ociDriver({ ...options, runtime: 'runc' }), root: true, bareShell: false },
    { title: 'oci, crun', driver: ociDriver({ ...options, runtime: 'crun' }), root: false, bareShell: false },
    { title: 'oci, crun, root', driver: ociDriver({ ...options, runtime: 'crun' }), root: true, bareShell: false },
    { title: 'oci, gVisor', driver: ociDriver({ ...options, runtime: 'runsc' }), root: false, bareShell: false },
    { title: 'docker', driver: dockerDriver({ folder, host: testDockerHost, ...way }), root: false, bareShell: false },
    { title: 'podman', driver: dockerDriver({ folder, host: testPodmanHost, ...way }), root: false, bareShell: false },
  ]
}

/** Bubblewrap in a host process that is not root's. */
export interface UserTarget {
  readonly title: string
  readonly givenGroups: boolean
  /** Titles of attacks that are known to get through. */
  readonly open: readonly string[]
}

const sharedByUser = [outsideAttacks.inotify.title]
const withoutGroups = insideAttacks.filter(({ name }) => ['memory-hog', 'shared-memory-hog', 'processor-burn'].includes(name)).map(({ title }) => title)

export const userTargets: readonly UserTarget[] = [
  { title: 'bwrap, no root', givenGroups: false, open: [...sharedByUser, ...withoutGroups] },
  { title: 'bwrap, no root, given groups', givenGroups: true, open: sharedByUser },
]
