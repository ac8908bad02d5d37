import { isQueryReply } from '../../../lib/terminal/query-reply.ts'
import { Outlet, type OutletTarget } from './outlet.ts'
import type { OutputRing } from './output-ring.ts'

export interface Size {
  readonly cols: number
  readonly rows: number
}

/** One tab of a learner, as a terminal sees it. */
export interface Viewer extends OutletTarget {
  /** The tab's own id, the same after it connected again. */
  readonly tab: string
  resized(size: Size, offset: number): void
  pressure(full: boolean): void
}

/** A tab whose connection broke is waited for so long: its program is held back rather than let out of the ring what it lacks. */
const graceMs = 10_000

/** A tab whose connection broke, by its own id. */
interface Absent {
  readonly ackedTo: number
  readonly until: number
}

/** A tab that is attached, or waits for its picture. */
interface Attached {
  outlet: Outlet | undefined
  size: Size
}

/** The tabs that look at one terminal. The one that was used last leads. */
export class Viewers {
  readonly #ring: OutputRing
  readonly #now: () => number
  readonly #attached = new Map<Viewer, Attached>()
  readonly #absent = new Map<string, Absent>()
  #leader: Viewer | undefined

  constructor(ring: OutputRing, now: () => number) {
    this.#ring = ring
    this.#now = now
  }

  get count(): number {
    return this.#attached.size
  }

  /** Bytes that were printed and not yet sent to the slowest tab that still takes any. */
  get behind(): number {
    let behind = 0
    for (const { outlet } of this.#attached.values()) behind = Math.max(behind, outlet?.behind ?? 0)
    return behind
  }

  /** Tabs whose connection broke a moment ago. */
  get absentCount(): number {
    return this.#absent.size
  }

  /** Bytes that a tab lacks which may be back in a moment. */
  get absentBehind(): number {
    let behind = 0
    for (const { ackedTo } of this.#absent.values()) behind = Math.max(behind, this.#ring.end - ackedTo)
    return behind
  }

  /** The first byte that some tab may still have to be sent again. */
  get needed(): number {
    let needed = Number.POSITIVE_INFINITY
    for (const { outlet } of this.#attached.values()) needed = Math.min(needed, outlet?.ackedTo ?? needed)
    for (const { ackedTo } of this.#absent.values()) needed = Math.min(needed, ackedTo)
    return needed
  }

  /**
   * Takes a tab in; it leads from now on. The returned function gives it its output from an offset on, and `undefined`
   * when the tab has left or come anew in between.
   */
  enter(viewer: Viewer, size: Size): (offset: number) => Outlet | undefined {
    const mine: Attached = { outlet: undefined, size }
    this.#attached.set(viewer, mine)
    this.#absent.delete(viewer.tab)
    this.#leader = viewer
    return (offset) => {
      if (this.#attached.get(viewer) !== mine) return undefined
      mine.outlet = new Outlet({ ring: this.#ring, target: viewer, offset, now: this.#now })
      return mine.outlet
    }
  }

  leave(viewer: Viewer): void {
    if (this.#leader === viewer) this.#leader = undefined
    this.#attached.delete(viewer)
  }

  /** The tab's connection broke; it may be back in a moment and then goes on where it was. */
  lose(viewer: Viewer): void {
    const outlet = this.#attached.get(viewer)?.outlet
    if (outlet) this.#absent.set(viewer.tab, { ackedTo: outlet.ackedTo, until: this.#now() + graceMs })
    this.leave(viewer)
  }

  /** No other tab that vanished is waited for any longer: this one has taken its place. */
  taken(tab: string): void {
    for (const other of this.#absent.keys()) if (other !== tab) this.#absent.delete(other)
  }

  clear(): void {
    this.#attached.clear()
    this.#absent.clear()
  }

  acked(viewer: Viewer, offset: number): void {
    this.#attached.get(viewer)?.outlet?.acked(offset)
  }

  pump(): void {
    for (const { outlet } of this.#attached.values()) outlet?.pump()
  }

  /** Lets go of tabs that take no output, and of those that did not come back. */
  dropStalled(): void {
    const now = this.#now()
    for (const [tab, { until }] of this.#absent) if (until <= now) this.#absent.delete(tab)
    for (const [viewer, { outlet }] of this.#attached) {
      if (!outlet?.stalled && !outlet?.lost) continue
      this.leave(viewer)
      outlet.detach()
    }
  }

  /** A tab has another size now, and leads. */
  sized(viewer: Viewer, size: Size): void {
    const attached = this.#attached.get(viewer)
    if (attached) attached.size = size
    this.#leader = viewer
  }

  /** Tells every tab but one of the terminal's new size. */
  tellSize(size: Size, but: Viewer): void {
    for (const viewer of this.#attached.keys()) if (viewer !== but) viewer.resized(size, this.#ring.end)
  }

  tellPressure(full: boolean): void {
    for (const viewer of this.#attached.keys()) viewer.pressure(full)
  }

  /**
   * Size of the tab that typed this; `undefined` when it does not count: every tab answers what a program asks of its
   * terminal, and only the leader's answer may reach it.
   */
  typed(viewer: Viewer, data: Uint8Array): { readonly size: Size | undefined } | undefined {
    const attached = this.#attached.get(viewer)
    if (this.#attached.size > 1 && isQueryReply(Buffer.from(data).toString('latin1'))) return this.#leader === viewer ? { size: undefined } : undefined
    return { size: this.#attached.size > 1 ? attached?.size : undefined }
  }
}
