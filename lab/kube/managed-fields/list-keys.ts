import { isRecord } from '../read.ts'

/** Lists whose items are told apart by keys (source: listMapKey tags of k8s.io/api), by the name of their field. */
const keysByField: Readonly<Record<string, readonly (readonly string[])[]>> = {
  containers: [['name']],
  initContainers: [['name']],
  ephemeralContainers: [['name']],
  env: [['name']],
  volumes: [['name']],
  volumeMounts: [['mountPath']],
  volumeDevices: [['devicePath']],
  ports: [['containerPort', 'protocol'], ['port', 'protocol']],
  imagePullSecrets: [['name']],
  secrets: [['name']],
  hostAliases: [['ip']],
  conditions: [['type']],
  ownerReferences: [['uid']],
}

/** Keys that may be left out, and what is meant then. */
const defaults: Readonly<Record<string, unknown>> = { protocol: 'TCP' }

/** How the items of a list are told apart: by keys, by themselves (`set`), or not at all: then the list is one value. */
export function listKeys(field: string, items: readonly unknown[]): readonly string[] | 'set' | undefined {
  if (field === 'finalizers') return 'set'
  if (items.length === 0 || !Object.hasOwn(keysByField, field)) return undefined
  return keysByField[field]?.find((keys) => items.every((item) => isRecord(item) && keys.every((key) => (item[key] ?? defaults[key]) !== undefined)))
}

/** `k:{"name":"x"}`: an item by its keys. */
export function itemKey(keys: readonly string[], item: unknown): string {
  return `k:${JSON.stringify(Object.fromEntries(keys.map((key) => [key, isRecord(item) ? (item[key] ?? defaults[key]) : undefined])))}`
}
