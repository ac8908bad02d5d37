import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { MirrorAnswer, MirrorBase, MirrorRequest, MirrorStep, ParkedMirror } from './mirror-messages.ts'
import { Screen } from './screen.ts'

/** Screens that are kept as such; 5,000 lines of 80 columns take some 6 MiB. */
const mostLive = 8
/** Text shrinks to a tenth with the least of efforts. */
const level = 1

interface Live {
  readonly screen: Screen
  at: number
  usedAt: number
}

interface Parked {
  readonly base: MirrorBase
  readonly scrollsPlainly: boolean
  readonly insideSequence: boolean
  readonly alternate: boolean
}

export interface ScreenStoreOptions {
  readonly now: () => number
  readonly onParked: (parked: ParkedMirror) => void
}

/** The screens of many terminals. Those not used for a while are put away as small as they get. */
export class ScreenStore {
  readonly #options: ScreenStoreOptions
  readonly #live = new Map<number, Live>()
  readonly #parked = new Map<number, Parked>()

  constructor(options: ScreenStoreOptions) {
    this.#options = options
  }

  get liveCount(): number {
    return this.#live.size
  }

  /** @throws what xterm.js stumbles over; the mirror is empty then */
  handle({ id, mirror, base, steps, at, wantsPicture }: MirrorRequest): MirrorAnswer {
    if (base) this.#start(mirror, base)
    const parked = this.#parked.get(mirror)
    if (parked && steps.length === 0) return answerOf(id, parked, wantsPicture)
    const live = this.#wake(mirror)
    try {
      for (const step of steps) take(live.screen, step)
      live.at = at
      live.usedAt = this.#options.now()
      const { scrollsPlainly, insideSequence, alternate, size } = live.screen
      const picture = wantsPicture ? Buffer.from(live.screen.serialise()) : new Uint8Array()
      return { id, scrollsPlainly, insideSequence, alternate, size, picture }
    } catch (error) {
      const { size } = live.screen
      this.#start(mirror, size)
      throw error
    } finally {
      this.#parkBeyond(mostLive, mirror)
    }
  }

  /** Puts away what was not used for so long. */
  parkIdle(idleMs: number): void {
    const now = this.#options.now()
    for (const [mirror, { usedAt }] of this.#live) if (now - usedAt >= idleMs) this.#park(mirror)
  }

  forget(mirror: number): void {
    this.#live.get(mirror)?.screen.dispose()
    this.#live.delete(mirror)
    this.#parked.delete(mirror)
  }

  #start(mirror: number, base: MirrorBase): void {
    this.forget(mirror)
    this.#parked.set(mirror, { base, scrollsPlainly: base.picture === undefined, insideSequence: false, alternate: false })
  }

  #wake(mirror: number): Live {
    const known = this.#live.get(mirror)
    if (known) return known
    const parked = this.#parked.get(mirror)
    if (!parked) throw new Error(`There is no mirror ${mirror}`)
    const { cols, rows, picture } = parked.base
    const screen = new Screen(cols, rows)
    if (picture) screen.write(inflateRawSync(picture))
    this.#parked.delete(mirror)
    const live = { screen, at: 0, usedAt: this.#options.now() }
    this.#live.set(mirror, live)
    return live
  }

  #park(mirror: number): void {
    const live = this.#live.get(mirror)
    if (!live) return
    const { scrollsPlainly, insideSequence, alternate, size } = live.screen
    const base = { ...size, picture: deflateRawSync(live.screen.serialise(), { level }) }
    live.screen.dispose()
    this.#live.delete(mirror)
    this.#parked.set(mirror, { base, scrollsPlainly, insideSequence, alternate })
    this.#options.onParked({ mirror, at: live.at, base })
  }

  #parkBeyond(most: number, inUse: number): void {
    while (this.#live.size > most) {
      const oldest = [...this.#live].filter(([mirror]) => mirror !== inUse).toSorted(([, a], [, b]) => a.usedAt - b.usedAt)[0]
      if (!oldest) return
      this.#park(oldest[0])
    }
  }
}

function take(screen: Screen, step: MirrorStep): void {
  if (step instanceof Uint8Array) screen.write(step)
  else screen.resize(step.cols, step.rows)
}

function answerOf(id: number, { base: { cols, rows, picture }, ...state }: Parked, wantsPicture: boolean): MirrorAnswer {
  return { id, ...state, size: { cols, rows }, picture: wantsPicture && picture ? inflateRawSync(picture) : new Uint8Array() }
}
