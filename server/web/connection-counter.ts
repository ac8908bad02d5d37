/** Counts open connections of each address, so that one cannot take them all. */
export interface ConnectionCounter {
  /** The returned function gives the place back; undefined when the address has all it may have. */
  enter(address: string): (() => void) | undefined
}

export function createConnectionCounter(mostPerAddress: number): ConnectionCounter {
  const open = new Map<string, number>()
  return {
    enter(address) {
      const key = network(address)
      const count = open.get(key) ?? 0
      if (count >= mostPerAddress) return undefined
      open.set(key, count + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        const now = (open.get(key) ?? 1) - 1
        if (now > 0) open.set(key, now)
        else open.delete(key)
      }
    },
  }
}

// A home has a whole /64 of IPv6 addresses: they count as one.
function network(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace('::ffff:', '')
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':')
  const missing = 8 - groups.length - (tail ? tail.split(':').length : 0)
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0')].slice(0, 4).join(':')
}
