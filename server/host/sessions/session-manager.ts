import { randomBytes } from 'node:crypto'
import type { OwnMachine } from '../../../lib/protocol/events.ts'
import type { Browser } from '../link/browser.ts'
import { notFound, Refusal } from '../refusal.ts'
import { Session } from './session.ts'
import { SessionLimits } from './session-limits.ts'
import type { SessionParts } from './session-parts.ts'
import type { SandboxLimits } from '../sandbox/sandbox.ts'

export interface SessionManagerOptions {
  readonly parts: SessionParts
  readonly maxSessions: number
  readonly perPerson: number
  readonly perAddress: number
  /** Whether this process can carry one more session. */
  readonly hasRoom: () => boolean
  readonly lifeMs: number
  readonly idleMs: number
  readonly goneMs: number
  readonly sandbox: SandboxLimits
  readonly onStart: (session: Session, browser: Browser) => void
  readonly onEnd: (session: Session, reason: string) => void
}

const tickMs = 1_000
/** People who may wait for a machine at once. */
const longestLine = 500
const linkLifeMs = 10 * 60_000

/** All sessions of this machine: found again by person and scenario, limited, and ended when their time is over. */
export class SessionManager {
  readonly #options: SessionManagerOptions
  readonly #sessions = new Map<string, Session>()
  readonly #byPreview = new Map<string, Session>()
  /** Sessions that wait for a machine, the one that came first in front. */
  readonly #line: Session[] = []
  readonly #links = new Map<string, { readonly session: Session; readonly until: number }>()
  /** Who started a session, and from where. */
  readonly #started = new WeakMap<Session, Browser>()
  readonly #timer: NodeJS.Timeout
  /** Places of sessions that are being restarted. */
  #kept = 0
  #closing = false

  constructor(options: SessionManagerOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#tick(), tickMs)
  }

  /**
   * The session this person means: by id, by a link they were given, or the newest of theirs for this scenario; started
   * when there is none.
   * @throws Refusal
   */
  async find(browser: Browser, { scenario, session: id, link }: { scenario: string; session?: string | undefined; link?: string | undefined }): Promise<Session> {
    if (this.#closing) throw new Refusal('not-ready', 'The server is about to restart. Try again in a moment.')
    const known = (link && this.#byLink(browser, link)) || this.#own(browser, { scenario, id })
    if (known) return known
    // Whoever comes back to a machine must hear that it is gone, not find themselves on another one.
    if (id) throw new Refusal('ended', 'This machine is gone: its time was over, or the server had to start anew. You can start a new one and go on at this step.')
    const found = await this.#options.parts.findScenario(scenario)
    if (!found) throw notFound('scenario')
    // Asked again: two tabs of a reloading browser come at the same moment and must meet in one session.
    return this.#own(browser, { scenario, id }) ?? this.#start(browser, found)
  }

  /** Every machine of this person, oldest first: of some they may not know any more. */
  machinesOf({ person }: Browser): readonly OwnMachine[] {
    const now = this.#options.parts.now()
    return this.#of(person.id).map(({ id, scenario: { slug, title }, startedAt, tabCount }) => ({ session: id, scenario: slug, title, ageMs: now - startedAt, tabs: tabCount }))
  }

  /** @throws Refusal `not-found` when it is not theirs */
  async endOwn({ person }: Browser, id: string): Promise<void> {
    const session = this.#of(person.id).find((own) => own.id === id)
    if (!session) throw notFound('session')
    await session.end('You ended it.')
  }

  /** By the public id in preview addresses. */
  byPreview(previewId: string): Session | undefined {
    return this.#byPreview.get(previewId)
  }

  /** A token with which another device of the same person comes in, once, within ten minutes. */
  link(session: Session): { token: string; expiresInMs: number } {
    const token = randomBytes(16).toString('base64url')
    this.#links.set(token, { session, until: this.#options.parts.now() + linkLifeMs })
    return { token, expiresInMs: linkLifeMs }
  }

  /** A new machine in place of an old one, for the same people and scenario; with its home folder, if that is wanted. */
  async restart(browser: Browser, old: Session, { keepFiles }: { readonly keepFiles: boolean }): Promise<Session> {
    // Whoever waits in the line must not get the place that is freed for a moment.
    this.#kept += 1
    try {
      await old.end('It was restarted.', { keepHome: keepFiles })
    } finally {
      this.#kept -= 1
    }
    return this.#start(browser, old.scenario, { people: old.people, homeOf: keepFiles ? old.machineId : undefined })
  }

  get count(): number {
    return this.#sessions.size
  }

  /** Ends every session and waits until all of it is gone. */
  async close(reason: string): Promise<void> {
    this.#closing = true
    clearInterval(this.#timer)
    await Promise.all([...this.#sessions.values()].map((session) => session.end(reason)))
  }

  #of(person: string): readonly Session[] {
    return [...this.#sessions.values()].filter(({ people }) => people.has(person))
  }

  #own(browser: Browser, { scenario, id }: { scenario: string; id: string | undefined }): Session | undefined {
    const mine = this.#of(browser.person.id).filter((session) => session.scenario.slug === scenario)
    return (id && mine.find((session) => session.id === id)) || mine.at(-1)
  }

  #byLink(browser: Browser, token: string): Session | undefined {
    const link = this.#links.get(token)
    this.#links.delete(token)
    if (!link || link.until < this.#options.parts.now() || link.session.status.kind === 'ended') return undefined
    link.session.people.add(browser.person.id)
    return link.session
  }

  #start(browser: Browser, scenario: Session['scenario'], { people, homeOf }: { people?: ReadonlySet<string>; homeOf?: string | undefined } = {}): Session {
    const { parts, onEnd } = this.#options
    this.#mayStart(browser)
    const session = new Session({
      id: randomBytes(16).toString('hex'),
      previewId: randomBytes(16).toString('hex'),
      person: browser.person.id,
      scenario,
      parts,
      homeOf,
      limits: new SessionLimits({ ...this.#options, now: parts.now }),
      onEnd: (ended, reason) => {
        this.#forget(ended)
        onEnd(ended, reason)
        this.#advance()
      },
    })
    for (const person of people ?? []) session.people.add(person)
    this.#sessions.set(session.id, session)
    this.#byPreview.set(session.previewId, session)
    if (people) this.#line.unshift(session)
    else this.#line.push(session)
    this.#started.set(session, browser)
    this.#advance()
    return session
  }

  /** @throws Refusal when this person, this address or everybody together has enough */
  #mayStart(browser: Browser): void {
    const { perPerson, perAddress, hasRoom } = this.#options
    const mine = this.#of(browser.person.id)
    if (mine.length >= perPerson) throw new Refusal('too-many', `You have ${machines(mine.length)} already. End one of them first.`)
    const near = [...this.#sessions.values()].filter((session) => this.#started.get(session)?.address === browser.address)
    if (near.length >= perAddress) throw new Refusal('too-many', `Your network has ${machines(near.length)} already. Try again when one of them has ended.`)
    if (!hasRoom()) throw new Refusal('too-many', 'The server cannot take another machine just now. Try again in a few minutes.')
    if (this.#line.length >= longestLine) throw new Refusal('too-many', 'All machines are in use, and many people wait for one. Try again in a few minutes.')
  }

  /** Gives free machines to those who wait longest, and tells the others their place. */
  #advance(): void {
    while (this.#line.length > 0 && this.#sessions.size - this.#line.length + this.#kept < this.#options.maxSessions && !this.#closing) {
      const session = this.#line.shift()
      const browser = session && this.#started.get(session)
      if (!session || !browser) return
      this.#options.onStart(session, browser)
      session.start()
    }
    for (const [at, session] of this.#line.entries()) session.wait(at + 1)
  }

  #forget(session: Session): void {
    this.#sessions.delete(session.id)
    this.#byPreview.delete(session.previewId)
    const at = this.#line.indexOf(session)
    if (at >= 0) this.#line.splice(at, 1)
  }

  #tick(): void {
    for (const session of this.#sessions.values()) session.tick()
    const now = this.#options.parts.now()
    for (const [token, { until }] of this.#links) if (until < now) this.#links.delete(token)
  }
}

function machines(count: number): string {
  return count === 1 ? '1 machine' : `${count} machines`
}
