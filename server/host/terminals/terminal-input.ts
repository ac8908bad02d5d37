import { limits } from '../../../lib/protocol/limits.ts'
import { Refusal } from '../refusal.ts'
import type { Pty } from '../sandbox/sandbox.ts'

/** Input is asked for again when so little waits. */
const lowMark = limits.inputQueueBytes / 4
const interruptKey = 0x03

/** What is typed into one program: bounded, and counted once however often a tab sends it. */
export class TerminalInput {
  readonly #onPressure: (full: boolean) => void
  readonly #lastSeq = new Map<string, number>()
  #pty: Pty | undefined
  #full = false

  constructor(onPressure: (full: boolean) => void) {
    this.#onPressure = onPressure
  }

  /** Types go to this program from now on. */
  connect(pty: Pty | undefined): void {
    this.#pty = pty
    this.#setFull(false)
  }

  /** Highest number of a tab's messages that arrived. */
  lastSeq(tab: string): number {
    return this.#lastSeq.get(tab) ?? 0
  }

  /**
   * Takes what a tab typed; what came before with the same number is left out.
   * @throws Refusal `too-many` when the program does not read and enough waits
   */
  fromTab(tab: string, data: Uint8Array, seq: number | undefined): void {
    if (seq !== undefined && seq <= this.lastSeq(tab)) return
    this.type(data)
    if (seq !== undefined) this.#lastSeq.set(tab, seq)
  }

  type(data: Uint8Array): void {
    const pty = this.#pty
    if (!pty) return
    // As a terminal does: an interrupt throws away what was typed ahead, or it would wait behind it for ever.
    if (data.includes(interruptKey)) pty.discardInput?.()
    if ((pty.pendingInput?.() ?? 0) + data.length > limits.inputQueueBytes) {
      this.#setFull(true)
      throw new Refusal('too-many', 'The program does not read what is typed.')
    }
    pty.write(data)
    if ((pty.pendingInput?.() ?? 0) > limits.inputQueueBytes / 2) this.#setFull(true)
  }

  /** Called now and then: tells when there is room again. */
  tick(): void {
    if (this.#full && (this.#pty?.pendingInput?.() ?? 0) <= lowMark) this.#setFull(false)
  }

  #setFull(full: boolean): void {
    if (this.#full === full) return
    this.#full = full
    this.#onPressure(full)
  }
}
