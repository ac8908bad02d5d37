import type { ListeningSocket } from './network/listening.ts'

/** What every sandbox goes through, whoever made it: it lives, gives out so many terminals, and ends once. */
export class SandboxLife {
  readonly #maxTerminals: number
  readonly #listeners: ((reason: string) => void)[] = []
  #terminals = 0
  #ended = false
  #destroyed: Promise<void> | undefined

  constructor({ maxTerminals }: { readonly maxTerminals: number }) {
    this.#maxTerminals = maxTerminals
  }

  /** Whether nothing in it runs any more. */
  get isOver(): boolean {
    return this.#ended || this.#destroyed !== undefined
  }

  /** @throws when it has ended or was destroyed */
  mustLive(): void {
    if (this.#destroyed) throw new Error('This sandbox has been destroyed')
    if (this.#ended) throw new Error('This sandbox has ended')
  }

  /** Takes one of the terminals. @returns gives it back; @throws when all are taken */
  takeTerminal(): () => void {
    this.mustLive()
    if (this.#terminals >= this.#maxTerminals) throw new Error(`A session has at most ${this.#maxTerminals} terminals`)
    this.#terminals += 1
    let taken = true
    return () => {
      if (taken) this.#terminals -= 1
      taken = false
    }
  }

  /** Destroys it at the first call; later ones wait for the same. A home is kept only of one that has not ended by itself. */
  destroy(keepHome: boolean, end: (keepHome: boolean) => Promise<void>): Promise<void> {
    this.#destroyed ??= end(keepHome && !this.#ended)
    return this.#destroyed
  }

  onEnd(listener: (reason: string) => void): void {
    this.#listeners.push(listener)
  }

  /** Told when it ended without being destroyed. @param why is asked for the reason */
  async endedByItself(why: () => Promise<string> | string): Promise<void> {
    if (this.isOver) return
    this.#ended = true
    const reason = await why()
    for (const listener of this.#listeners) listener(reason)
  }
}

/** Ports on which programs of the learner listen: none of ours, each once. */
export function portsOfLearner(sockets: readonly ListeningSocket[], ours: ReadonlySet<number>): readonly number[] {
  return [...new Set(sockets.map(({ port }) => port).filter((port) => !ours.has(port)))].toSorted((a, b) => a - b)
}

export const endReasons = { outOfMemory: 'Your machine ran out of memory.', fromOutside: 'Your machine was ended from outside.' } as const
