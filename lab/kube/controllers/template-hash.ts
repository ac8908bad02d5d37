/** A decimal hash of a pod template, in the form of Kubernetes 1.7 (`reviews-v1-1796424978-4ddjj`). FNV-1a over sorted JSON. */
export function templateHash(template: unknown): string {
  let hash = 0x811c9dc5
  const source = JSON.stringify(sorted(template))
  for (let at = 0; at < source.length; at += 1) hash = Math.imul(hash ^ source.charCodeAt(at), 0x01000193)
  return String(hash >>> 0)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]))
}
