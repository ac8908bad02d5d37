/** Headers that belong to one connection and are never passed on (RFC 9110 §7.6.1), with those that Connection names. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer',
  'transfer-encoding', 'upgrade'])

type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>

/** The headers of a message that a proxy passes on, as pairs; several values give several pairs. */
export function endToEnd(headers: HeaderValues): [string, string][] {
  const named = String(headers['connection'] ?? '').toLowerCase().split(',').map((name) => name.trim())
  const pairs: [string, string][] = []
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || hopByHop.has(name) || named.includes(name)) continue
    for (const one of typeof value === 'string' ? [value] : value) pairs.push([name, one])
  }
  return pairs
}
