import jsonPatch from 'fast-json-patch'
import { isRecord, own, read, readList, text } from './read.ts'

/** RFC 7386: null removes, records merge, everything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else result[key] = mergePatch(result[key], value)
  }
  return result
}

/** RFC 6902. Throws with the library's reason when the patch does not fit. */
export function applyJsonPatch(target: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw new Error(`Expected a JSON patch to be a list of operations, got ${JSON.stringify(operations)}`)
  return jsonPatch.applyPatch(structuredClone(target), operations, true).newDocument
}

/** Lists that are merged by a key, by the name of their field (source: patchMergeKey tags of k8s.io/api). */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['containerPort', 'port'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
  resourceClaims: ['name'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  taints: ['key'],
  tolerations: [],
  finalizers: [],
}

/** Kubernetes' own merge: lists with a merge key are merged item by item, and `$patch`, `$retainKeys`, `$setElementOrder/…` are obeyed. */
export function strategicMerge(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch
  if (patch['$patch'] === 'replace') return withoutDirectives(patch)
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {}
  const retained = readList(patch, '$retainKeys').map(text)
  if (retained.length > 0) for (const key of Object.keys(result)) if (!retained.includes(key)) delete result[key]
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    if (value === null || read(value, '$patch') === 'delete') delete result[key]
    else if (Array.isArray(value)) result[key] = mergeLists(key, result[key], value, patch)
    else result[key] = strategicMerge(result[key], value)
  }
  for (const [key, value] of Object.entries(patch)) deleteFromPrimitives(result, key, value)
  return result
}

function mergeLists(field: string, target: unknown, patch: readonly unknown[], directives: Readonly<Record<string, unknown>>): unknown {
  const before = Array.isArray(target) ? target : []
  if (patch.some((item) => read(item, '$patch') === 'replace')) return patch.filter((item) => read(item, '$patch') === undefined).map(withoutDirectives)
  const key = own(mergeKeys, field)?.find((one) => [...patch, ...before].every((item) => !isRecord(item) || item[one] !== undefined))
  if (field === 'finalizers') return [...new Set([...before, ...patch])]
  if (!key) return patch
  let merged = [...before]
  for (const item of patch) merged = mergeItem(merged, item, key)
  return inOrder(merged, key, readList(directives, `$setElementOrder/${field}`))
}

function mergeItem(list: readonly unknown[], item: unknown, key: string): unknown[] {
  const at = list.findIndex((one) => text(read(one, key)) === text(read(item, key)))
  if (read(item, '$patch') === 'delete') return list.filter((_, index) => index !== at)
  if (at < 0) return [...list, strategicMerge({}, item)]
  return list.with(at, strategicMerge(list[at], item))
}

/** Items that the order names come in that order; the others keep their places behind. */
function inOrder(list: readonly unknown[], key: string, order: readonly unknown[]): unknown[] {
  if (order.length === 0) return [...list]
  const place = new Map(order.map((item, index) => [text(read(item, key)), index]))
  const of = (item: unknown) => place.get(text(read(item, key))) ?? Number.MAX_SAFE_INTEGER
  return list.toSorted((a, b) => of(a) - of(b))
}

function deleteFromPrimitives(result: Record<string, unknown>, key: string, value: unknown): void {
  const field = key.startsWith('$deleteFromPrimitiveList/') ? key.slice('$deleteFromPrimitiveList/'.length) : undefined
  if (!field || !Array.isArray(value) || !Array.isArray(result[field])) return
  result[field] = result[field].filter((item) => !value.includes(item))
}

function withoutDirectives(value: unknown): unknown {
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('$')))
}
