import { randomBytes } from 'node:crypto'
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
  readonly lifeMs: number
  readonly idleMs: number
  readonly goneMs: number
  readonly sandbox: SandboxLimits
  readonly onStart: (session: Session, browser: Browser) => void
  readonly onEnd: (session: Session, reason: string) => void
}

const tickMs = 1_000
const linkLifeMs = 10 * 60_000

/** All sessions of this machine: found again by person and scenario, limited, and ended when their time is over. */
export class SessionManager {
  readonly #options: SessionManagerOptions
  readonly #sessions = new Map<string, Session>()
  readonly #byPreview = new Map<string, Session>()
  readonly #links = new Map<string, { readonly session: Session; readonly until: number }>()
  readonly #timer: NodeJS.Timeout
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
    const found = await this.#options.parts.findScenario(scenario)
    if (!found) throw notFound('scenario')
    // Asked again: two tabs of a reloading browser come at the same moment and must meet in one session.
    return this.#own(browser, { scenario, id }) ?? this.#start(browser, found)
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
    await old.end('It was restarted.', { keepHome: keepFiles })
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

  #own(browser: Browser, { scenario, id }: { scenario: string; id: string | undefined }): Session | undefined {
    const mine = [...this.#sessions.values()].filter((session) => session.people.has(browser.person.id) && session.scenario.slug === scenario)
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
    const { parts, maxSessions, perPerson, onStart, onEnd } = this.#options
    const mine = [...this.#sessions.values()].filter((session) => session.people.has(browser.person.id))
    if (mine.length >= perPerson) throw new Refusal('too-many', `You have ${mine.length} machines already. End one of them first.`)
    if (this.#sessions.size >= maxSessions) throw new Refusal('too-many', 'All machines are in use. Try again in a few minutes.')
    const session = new Session({
      id: randomBytes(16).toString('hex'),
      previewId: randomBytes(16).toString('hex'),
      person: browser.person.id,
      scenario,
      parts,
      homeOf,
      limits: new SessionLimits({ ...this.#options, now: parts.now }),
      onEnd: (ended, reason) => {
        this.#sessions.delete(ended.id)
        this.#byPreview.delete(ended.previewId)
        onEnd(ended, reason)
      },
    })
    for (const person of people ?? []) session.people.add(person)
    this.#sessions.set(session.id, session)
    this.#byPreview.set(session.previewId, session)
    onStart(session, browser)
    session.start()
    return session
  }

  #tick(): void {
    for (const session of this.#sessions.values()) session.tick()
    const now = this.#options.parts.now()
    for (const [token, { until }] of this.#links) if (until < now) this.#links.delete(token)
  }
}
