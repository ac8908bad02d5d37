import { isObject } from '../json.ts'
import type { Json } from '../json.ts'

/** Lists that Kubernetes merges item by item, by the name of their field, with the field that tells items apart (patchMergeKey of k8s.io/api). */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'], initContainers: ['name'], ephemeralContainers: ['name'], env: ['name'], volumes: ['name'], volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'], ports: ['containerPort', 'port'], imagePullSecrets: ['name'], secrets: ['name'], hostAliases: ['ip'],
  conditions: ['type'], ownerReferences: ['uid'], taints: ['key'],
}

/** The key by which both lists are merged; undefined for a list that is replaced as a whole. */
export function mergeKeyOf(field: string, ...lists: readonly (readonly Json[])[]): string | undefined {
  const items = lists.flat()
  return mergeKeys[field]?.find((key) => items.every((item) => isObject(item) && item[key] !== undefined))
}
