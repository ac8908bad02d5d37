import type { Call } from '../api/api.ts'
import type { Resource } from '../api/discovery.ts'
import type { PatchForm } from './three-way.ts'

/** Groups whose types kubectl knows and therefore patches by Kubernetes' own rules. */
const builtIn: readonly string[] = [
  '', 'admissionregistration.k8s.io', 'apps', 'autoscaling', 'batch', 'certificates.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io',
  'extensions', 'networking.k8s.io', 'node.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io',
]

export function patchFormOf({ group }: Pick<Resource, 'group'>): PatchForm {
  return builtIn.includes(group) ? 'strategic' : 'merge'
}

export const patchTypes = {
  json: 'application/json-patch+json', merge: 'application/merge-patch+json', strategic: 'application/strategic-merge-patch+json', apply: 'application/apply-patch+yaml',
} as const satisfies Readonly<Record<string, NonNullable<Call['contentType']>>>
