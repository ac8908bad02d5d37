import type { Browser } from '../link/browser.ts'
import { Refusal } from '../refusal.ts'
import type { Viewer } from '../terminals/viewers.ts'

const mostFileChars = 4 * 1024 * 1024
const mostUnfinishedFiles = 4

/** A browser tab that has joined a session. */
export class SessionTab {
  readonly browser: Browser
  /** The tab's own id; the same after it connected again. */
  readonly id: string
  readonly #viewers = new Map<string, Viewer>()
  readonly #unfinished = new Map<string, string>()

  constructor(browser: Browser, id: string) {
    this.browser = browser
    this.id = id
  }

  /** This tab as one terminal sees it: always the same object for the same terminal. */
  viewer(terminal: string): Viewer {
    const known = this.#viewers.get(terminal)
    if (known) return known
    const { browser } = this
    const viewer: Viewer = {
      tab: this.id,
      data: (offset, bytes) => browser.data(terminal, offset, bytes),
      detached: () => browser.send('terminal:detached', { terminal }),
      resized: (size, offset) => browser.send('terminal:resized', { terminal, ...size, offset }),
      pressure: (full) => browser.send('terminal:pressure', { terminal, full }),
    }
    this.#viewers.set(terminal, viewer)
    return viewer
  }

  /**
   * Puts the pieces of a file together; the whole text once the last one is there.
   * @throws Refusal `too-many` when it grows beyond what an editor here handles
   */
  gather(path: string, text: string, more: boolean): string | undefined {
    const whole = (this.#unfinished.get(path) ?? '') + text
    if (whole.length > mostFileChars || (more && this.#unfinished.size >= mostUnfinishedFiles && !this.#unfinished.has(path))) {
      this.#unfinished.delete(path)
      throw new Refusal('too-many', 'This file is too large for the editor.')
    }
    if (more) this.#unfinished.set(path, whole)
    else this.#unfinished.delete(path)
    return more ? undefined : whole
  }
}
