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

  /**
   * Takes a tab in; it leads from now on. The returned function gives it its output from an offset on, and `undefined`
   * when the tab has left or come anew in between.
   */
  enter(viewer: Viewer, size: Size): (offset: number) => Outlet | undefined {
    const mine: Attached = { outlet: undefined, size }
    this.#attached.set(viewer, mine)
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

  clear(): void {
    this.#attached.clear()
  }

  acked(viewer: Viewer, offset: number): void {
    this.#attached.get(viewer)?.outlet?.acked(offset)
  }

  pump(): void {
    for (const { outlet } of this.#attached.values()) outlet?.pump()
  }

  /** Lets go of tabs that take no output. */
  dropStalled(): void {
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
