import type { KubeObject } from '../kube/object.ts'
import type { LabProfile } from '../lab.ts'
import { baseObjects } from './base.ts'
import { bookinfoObjects, canaryRules } from './bookinfo.ts'
import { definitionObjects } from './definitions.ts'
import { istioObjects } from './istio.ts'

const namespace = 'istio-system'

/** What a lab holds at its start, by profile. */
export const profiles: Readonly<Record<LabProfile, (routerSuffix: string) => readonly KubeObject[]>> = {
  empty: baseObjects,
  'istio-bookinfo': (routerSuffix) => [...baseObjects(), ...definitionObjects(), ...istioObjects(namespace, routerSuffix), ...bookinfoObjects(namespace), ...canaryRules(namespace)],
}
