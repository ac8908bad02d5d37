/** Counts what each address has open (`clientAddress` says what counts as one), so that none can take it all. */
export interface ConnectionCounter {
  /** The returned function gives the place back; undefined when the address has all it may have. */
  enter(address: string): (() => void) | undefined
}

export function createConnectionCounter(mostPerAddress: number): ConnectionCounter {
  const open = new Map<string, number>()
  return {
    enter(address) {
      const count = open.get(address) ?? 0
      if (count >= mostPerAddress) return undefined
      open.set(address, count + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        const now = (open.get(address) ?? 1) - 1
        if (now > 0) open.set(address, now)
        else open.delete(address)
      }
    },
  }
}
