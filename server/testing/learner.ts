import { io } from 'socket.io-client'
import { SessionClient, type ClientSocket } from '../../components/session/session-client.ts'
import type { SessionState } from '../../components/session/session-state.ts'
import { frameParser } from '../../lib/protocol/frame-parser.ts'

export interface LearnerOptions {
  /** The server's own address: its name is in Origin and Host, whatever the port that is called. */
  readonly url: URL
  /** Called instead of the server's port, as of a relay before it. */
  readonly port?: number
  readonly cookie?: string
  readonly tab?: string
  /** Token of a link from another device. */
  readonly link?: string
  /** Slug of the scenario; the one named `plain` when absent. */
  readonly scenario?: string
}

/** A learner's tab without a page: the page's own session code on a socket, and everything its terminal was given. */
export class Learner {
  readonly client: SessionClient
  /** Bytes of the first terminal, each once, as they came. */
  readonly received: Buffer[] = []
  readonly notices: string[] = []
  /** Sizes that other tabs chose. */
  readonly sizes: string[] = []
  repaints = 0
  /** While set, nothing is parsed: as in a tab that stands still. */
  frozen = false
  bytes = 0
  /** Called whenever some came, for who measures time. */
  onBytes: (() => void) | undefined
  #waiting: (() => void)[] = []
  #screens = new Map<string, () => void>()

  constructor({ url, port, cookie, tab = 'a-tab', link, scenario = 'plain' }: LearnerOptions & { readonly cookie: string }) {
    const address = `${url.protocol}//${url.hostname}:${port ?? url.port}`
    this.client = new SessionClient({
      scenario,
      tab,
      link,
      open: () => io(address, {
        transports: ['websocket'], parser: frameParser, query: { frames: '1' }, forceNew: true, reconnectionDelay: 5, reconnectionDelayMax: 200, timeout: 1_000,
        extraHeaders: { cookie, origin: url.origin, host: url.host },
      }) as ClientSocket,
    })
    this.client.subscribe(() => this.#look())
  }

  get state(): SessionState {
    return this.client.getState()
  }

  get terminal(): string {
    return this.state.view?.terminals[0]?.id ?? ''
  }

  get text(): Buffer {
    return Buffer.concat(this.received)
  }

  type(text: string): void {
    this.client.input(this.terminal, text)
  }

  /** Parses what waited while it was frozen. */
  thaw(): void {
    this.frozen = false
    for (const done of this.#waiting.splice(0)) done()
  }

  leave(): void {
    this.client.dispose()
  }

  // Every terminal of the session is on a screen, as in the page.
  #look(): void {
    for (const { text } of this.state.notices) if (!this.notices.includes(text)) this.notices.push(text)
    const wanted = new Set(this.state.view?.terminals.map(({ id }) => id) ?? [])
    for (const [id, close] of this.#screens) {
      if (wanted.has(id)) continue
      this.#screens.delete(id)
      close()
    }
    for (const id of wanted) {
      if (this.#screens.has(id)) continue
      this.#screens.set(id, () => undefined)
      this.#screens.set(id, this.client.link(id, this.#screen(id), { cols: 80, rows: 24 }))
    }
  }

  #screen(id: string) {
    const isFirst = (): boolean => this.terminal === id
    return {
      write: (bytes: Uint8Array, done: () => void) => {
        if (isFirst()) {
          this.received.push(Buffer.from(bytes))
          this.bytes += bytes.length
          this.onBytes?.()
        }
        if (this.frozen) this.#waiting.push(done)
        else done()
      },
      repaint: ({ screen }: { readonly screen: Uint8Array }, done: () => void) => {
        if (isFirst()) {
          this.repaints += 1
          this.received.splice(0, this.received.length, Buffer.from(screen))
          this.bytes = screen.length
        }
        done()
      },
      takeSize: ({ cols, rows }: { readonly cols: number; readonly rows: number }) => void this.sizes.push(`${cols}x${rows}`),
    }
  }
}

/** Opens a page for its cookie, so that each call is a person of its own. */
export async function newCookie(url: URL): Promise<string> {
  const response = await fetch(url)
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`Expected a cookie from ${url.href}, got none`)
  return cookie
}

/** A learner whose first terminal is there. */
export async function joinAs({ cookie, ...options }: LearnerOptions): Promise<Learner> {
  const learner = new Learner({ ...options, cookie: cookie ?? await newCookie(options.url) })
  learner.client.openPage(1)
  await until(() => learner.terminal !== '' && learner.repaints > 0, () => `no terminal: ${JSON.stringify(learner.state)}`)
  return learner
}

/** Resolves once it holds; rejects with what `otherwise` says after a while that only a broken machine needs. */
export async function until(holds: () => boolean, otherwise: () => string, ms = 60_000): Promise<void> {
  const end = performance.now() + ms
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It did not come to that: ${otherwise()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
