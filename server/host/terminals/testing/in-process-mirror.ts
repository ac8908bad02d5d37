import type { MirrorAnswer, MirrorRequest, ParkedMirror } from '../mirror/mirror-messages.ts'
import { MirrorLost, type MirrorThread } from '../mirror/mirror-thread.ts'
import { ScreenStore } from '../mirror/screen-store.ts'

/** The work of a mirror thread without the thread, for tests that are about something else. */
export class InProcessMirror implements MirrorThread {
  readonly #listeners = new Map<number, (parked: ParkedMirror) => void>()
  readonly store = new ScreenStore({ now: () => performance.now(), onParked: (parked) => this.#listeners.get(parked.mirror)?.(parked) })
  readonly requests: MirrorRequest[] = []
  generation = 0

  async run(request: Omit<MirrorRequest, 'id'>): Promise<MirrorAnswer> {
    const whole = { id: this.requests.length, ...request }
    this.requests.push(whole)
    const { generation } = this
    await Promise.resolve()
    if (generation !== this.generation) throw new MirrorLost('it died', true)
    try {
      return this.store.handle(whole)
    } catch (error) {
      throw new MirrorLost(String(error), true)
    }
  }

  forget(mirror: number): void {
    this.store.forget(mirror)
    this.#listeners.delete(mirror)
  }

  onParked(mirror: number, listener: (parked: ParkedMirror) => void): void {
    this.#listeners.set(mirror, listener)
  }

  /** All it had is gone, as when a thread dies. */
  die(): void {
    this.generation += 1
    for (const { mirror } of this.requests) this.store.forget(mirror)
  }
}
