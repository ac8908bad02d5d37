import type { AnswerOf } from '../../../lib/protocol/events.ts'
import type { CheckedMessage, ClientEventName } from '../../../lib/protocol/messages.ts'
import type { Answered } from '../link/host-link.ts'
import type { Browser } from '../link/browser.ts'
import { Refusal } from '../refusal.ts'
import { openPage, pageOf } from './pages.ts'
import type { Session } from './session.ts'
import type { SessionManager } from './session-manager.ts'
import type { SessionTab } from './session-tab.ts'
import { runCommand } from './run-command.ts'

/** Who asks, and where they are. */
interface Asked {
  readonly browser: Browser
  readonly session: Session
  readonly tab: SessionTab
  readonly manager: SessionManager
  /** Every tab of the session works in another one from now on. */
  readonly moveAll: (session: Session) => void
}

/** What somebody asks who need not be in a session. */
type Unjoined = 'session:join' | 'machines:list' | 'machines:end'

type Handlers = {
  [E in Exclude<ClientEventName, Unjoined>]: (asked: Asked, message: CheckedMessage<E>) => AnswerOf<E> | Promise<AnswerOf<E>>
}

/** Every request of a browser that has joined a session. What needs more than a line has a file of its own. */
const handlers: Handlers = {
  async 'session:restart'({ browser, session, manager, moveAll }, { keepFiles }) {
    const fresh = await manager.restart(browser, session, { keepFiles })
    moveAll(fresh)
    return fresh.view()
  },
  async 'session:end'({ session }) {
    await session.end('You ended it.')
    return null
  },
  'session:extend'({ session }) {
    if (!session.extend()) throw new Refusal('too-many', 'This session cannot be extended any further.')
    return session.view()
  },
  'session:link': ({ session, manager }) => manager.link(session),
  async 'page:open'({ session }, { page }) {
    await openPage(session, page)
    return null
  },
  async 'terminal:open'({ session }, { name, host }) {
    const terminal = await session.terminals.open({ name, host })
    session.terminals.activate(terminal.id)
    return terminal.view()
  },
  // Answered in `answerRequest`: bytes go beside the answer, and output may flow only behind it.
  'terminal:attach'() {
    throw new Error('terminal:attach has no plain answer')
  },
  'terminal:detach'({ session, tab }, { terminal }) {
    session.terminals.get(terminal).detach(tab.viewer(terminal))
    return null
  },
  'terminal:input'({ session, tab }, { terminal, data, binary, seq }) {
    session.terminals.get(terminal).input(tab.viewer(terminal), { data: Buffer.from(data, binary ? 'latin1' : 'utf8'), seq })
    return null
  },
  'terminal:ack'({ session, tab }, { terminal, offset }) {
    session.terminals.get(terminal).acked(tab.viewer(terminal), offset)
    return null
  },
  'terminal:resize'({ session, tab }, { terminal, cols, rows }) {
    session.terminals.get(terminal).resize({ cols, rows }, tab.viewer(terminal))
    return null
  },
  async 'terminal:restart'({ session }, { terminal }) {
    await session.terminals.get(terminal).restart()
    return null
  },
  'terminal:rename'({ session }, { terminal, name }) {
    session.terminals.get(terminal).rename(name)
    return null
  },
  'terminal:reorder'({ session }, { terminals }) {
    session.terminals.reorder(terminals)
    return null
  },
  'terminal:close'({ session }, { terminal }) {
    session.terminals.close(terminal)
    return null
  },
  'terminal:activate'({ session }, { terminal }) {
    session.terminals.activate(terminal)
    return null
  },
  'command:run': ({ session }, message) => runCommand(session, message),
  async 'check:run'({ session }, { page }) {
    const step = pageOf(session.scenario, page)
    if (!step || !('verify' in step)) return { passed: true, message: '', output: '' }
    return session.parts.scripts.runCheck(session.context, step)
  },
  'files:list'({ session }, { path }) {
    session.watchFiles()
    return session.parts.files.list(session.sandbox, path)
  },
  async 'files:read'({ session }, { path }) {
    return { text: await session.parts.files.read(session.sandbox, path) }
  },
  async 'files:write'({ session, tab }, { path, text, more }) {
    const whole = tab.gather(path, text, more)
    if (whole !== undefined) await session.parts.files.write(session.sandbox, path, whole)
    return null
  },
  'ports:list': ({ session }) => session.sandbox.listeningPorts(),
  'log:read': ({ session }) => ({ text: session.log }),
  'transcript:read': ({ session }, { terminal, after, limit }) => session.terminals.get(terminal).shell.log.read(after, limit),
  'recording:read': ({ session }, { terminal, at }) => session.terminals.get(terminal).recorder.read(at),
  'recording:switch'({ session }, { terminal, on }) {
    const { recorder } = session.terminals.get(terminal)
    recorder.switch(on)
    if (on && !recorder.on) throw new Refusal('forbidden', 'This server keeps no recordings.')
    session.announce()
    return null
  },
}

/** Keystrokes and acknowledgements: they come by the thousand and say nothing about the session's state. */
const quiet: ReadonlySet<ClientEventName> = new Set(['terminal:ack', 'terminal:detach'])

/** These start processes. */
const costly: ReadonlySet<ClientEventName> = new Set([
  'files:list', 'files:read', 'files:write', 'ports:list', 'check:run', 'terminal:open', 'terminal:restart', 'session:restart',
])

/**
 * Answers whatever browsers ask. Each browser is in one session at most; what it names is looked up in that session only,
 * so that nobody reaches anything of somebody else.
 */
export class Requests {
  readonly #manager: SessionManager
  readonly #joined = new WeakMap<Browser, { readonly session: Session; readonly tab: SessionTab }>()

  constructor(manager: SessionManager) {
    this.#manager = manager
  }

  async answer(browser: Browser, event: ClientEventName, message: unknown): Promise<Answered> {
    // The link has checked the message against the schema of this very event.
    if (event === 'session:join') return { value: await this.#join(browser, message as CheckedMessage<'session:join'>) }
    if (event === 'machines:list') return { value: this.#manager.machinesOf(browser) }
    if (event === 'machines:end') {
      await this.#manager.endOwn(browser, (message as CheckedMessage<'machines:end'>).session)
      return { value: null }
    }
    const { session, tab } = this.#where(browser)
    if (!quiet.has(event)) session.seen()
    if (event === 'terminal:attach') return attach({ session, tab }, message as CheckedMessage<'terminal:attach'>)
    const asked: Asked = { browser, session, tab, manager: this.#manager, moveAll: (other) => this.#moveAll(session, other) }
    // As above; the table ties each event to its own message, which a lookup by a variable cannot express.
    const handle = handlers[event] as (asked: Asked, message: unknown) => unknown
    return { value: await (costly.has(event) ? session.gate.run(() => handle(asked, message)) : handle(asked, message)) }
  }

  /**
   * A tab has parsed a terminal's output up to here.
   * @throws Refusal
   */
  acked(browser: Browser, terminal: string, offset: number): void {
    const { session, tab } = this.#where(browser)
    session.terminals.get(terminal).acked(tab.viewer(terminal), offset)
  }

  /**
   * A tab has typed something.
   * @throws Refusal
   */
  typed(browser: Browser, { terminal, data, seq }: { readonly terminal: string; readonly data: Uint8Array; readonly seq: number }): void {
    const { session, tab } = this.#where(browser)
    session.seen()
    session.terminals.get(terminal).input(tab.viewer(terminal), { data, seq: seq === 0 ? undefined : seq })
  }

  /** The connection is gone; the session stays. */
  gone(browser: Browser): void {
    this.#joined.get(browser)?.session.leave(browser, { lost: true })
    this.#joined.delete(browser)
  }

  async #join(browser: Browser, { scenario, session: id, link, tab, mode }: CheckedMessage<'session:join'>): Promise<unknown> {
    const session = await this.#manager.find(browser, { scenario, session: id, link })
    this.#enter(browser, session, { tab: tab ?? `browser-${browserNumber(browser)}`, mode })
    await session.startedWithin(joinPatienceMs)
    return session.view()
  }

  #enter(browser: Browser, session: Session, how: { tab: string; mode: 'take' | 'share' }): SessionTab {
    const before = this.#joined.get(browser)?.session
    if (before && before !== session) before.leave(browser)
    const tab = session.join(browser, how)
    this.#joined.set(browser, { session, tab })
    return tab
  }

  #moveAll(from: Session, to: Session): void {
    for (const tab of from.tabs) this.#enter(tab.browser, to, { tab: tab.id, mode: 'share' })
    to.announce()
  }

  #where(browser: Browser): { session: Session; tab: SessionTab } {
    const joined = this.#joined.get(browser)
    if (!joined) throw new Refusal('not-found', 'Join a session first.')
    if (!joined.session.has(browser)) throw new Refusal('not-found', 'This tab has left the session; join it again.')
    return joined
  }
}

/** A machine that is up so soon needs no second message. */
const joinPatienceMs = 100

const numbers = new WeakMap<Browser, number>()
let lastNumber = 0

function browserNumber(browser: Browser): number {
  const known = numbers.get(browser)
  if (known) return known
  lastNumber += 1
  numbers.set(browser, lastNumber)
  return lastNumber
}

async function attach({ session, tab }: { session: Session; tab: SessionTab }, { terminal, offset, cols, rows }: CheckedMessage<'terminal:attach'>): Promise<Answered> {
  const { answer, go } = await session.terminals.get(terminal).attach(tab.viewer(terminal), { offset, size: { cols, rows } })
  if (answer.kind === 'resume') return { value: answer, after: go }
  const { screen, ...value } = answer
  return { value, bytes: { field: 'screen', value: screen }, after: go }
}
