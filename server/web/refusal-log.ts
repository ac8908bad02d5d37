import type { AuditEntry } from '../store/audit-log.ts'

type RefusedEntry = Extract<AuditEntry, { what: 'refused' }>

export interface RefusalLogOptions {
  readonly write: (entry: RefusedEntry) => void
  /** Milliseconds that only go forward. */
  readonly uptime: () => number
}

const windowMs = 60_000
/** Who is refused more often than this in a minute tells nothing new, and may want to wash older lines out of the log. */
const mostPerAddress = 60
const mostInAll = 1_000

/** Notes what was refused, to each address so many times a minute; then once that there was more. */
export function createRefusalLog({ write, uptime }: RefusalLogOptions): (refusal: Omit<RefusedEntry, 'what'>) => void {
  let since = uptime()
  let all = 0
  let counts = new Map<string, number>()
  return (refusal) => {
    if (uptime() - since >= windowMs) {
      since = uptime()
      all = 0
      counts = new Map()
    }
    const count = (counts.get(refusal.address) ?? 0) + 1
    // Counted as long as it is written: an address more costs no memory once the log is closed for this minute.
    if (all > mostInAll || count > mostPerAddress + 1) return
    counts.set(refusal.address, count)
    all += 1
    if (all > mostInAll) write({ what: 'refused', action: 'more from everywhere', code: 'too-many', address: '' })
    else if (count > mostPerAddress) write({ what: 'refused', action: 'more', code: 'too-many', address: refusal.address })
    else write({ what: 'refused', ...refusal })
  }
}
