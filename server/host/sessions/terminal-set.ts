import type { TerminalView } from '../../../lib/protocol/session-view.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Size } from '../terminals/viewers.ts'
import type { Pty } from '../sandbox/sandbox.ts'
import type { Courtesy } from '../terminals/courtesy.ts'
import type { MirrorThread } from '../terminals/mirror/mirror-thread.ts'
import { Terminal, type TerminalOptions } from '../terminals/terminal.ts'

export interface TerminalSetOptions {
  /** Letters and digits in every terminal's id: a tab must not take a terminal of a restarted session for the old one. */
  readonly salt: string
  readonly mostTerminals: number
  readonly hosts: readonly string[]
  readonly open: (size: Size, host: string) => Promise<Pty>
  readonly onChange: () => void
  readonly onCommand: (terminal: Terminal, event: CommandEvent) => void
  readonly mirrors: MirrorThread
  readonly courtesy: Courtesy
  readonly recordingOf: (terminal: string) => TerminalOptions['recording']
  readonly now: () => number
  /** The time of day. */
  readonly clock: () => number
}

/** A command of a terminal's shell started, printed or ended. */
export type CommandEvent = Parameters<TerminalOptions['onCommand']>[0]

export interface NewTerminal {
  readonly name?: string | undefined
  readonly host?: string | undefined
  readonly number?: number
  /** Printed before the program's own output. */
  readonly greeting?: string
}

const firstSize: Size = { cols: 80, rows: 24 }

/** The terminals of one session: T1…Tn in the order of their tabs, and the one that untargeted commands go to. */
export class TerminalSet {
  readonly #options: TerminalSetOptions
  readonly #terminals = new Map<string, Terminal>()
  #order: string[] = []
  #active = ''
  #lastId = 0

  constructor(options: TerminalSetOptions) {
    this.#options = options
  }

  get active(): string {
    return this.#active
  }

  get all(): readonly Terminal[] {
    return this.#order.map((id) => this.get(id))
  }

  views(): readonly TerminalView[] {
    return this.all.map((terminal) => terminal.view())
  }

  /** @throws Refusal `not-found` */
  get(id: string): Terminal {
    const terminal = this.#terminals.get(id)
    if (!terminal) throw notFound('terminal')
    return terminal
  }

  /**
   * Opens a terminal with the given number, or the lowest free one. The first becomes the active one.
   * @throws Refusal `too-many`
   */
  async open({ name, host, number, greeting }: NewTerminal): Promise<Terminal> {
    const { mostTerminals, hosts, open, onChange, onCommand, mirrors, courtesy, recordingOf, now, clock } = this.#options
    if (this.#terminals.size >= mostTerminals) throw new Refusal('too-many', `A session has at most ${mostTerminals} terminals.`)
    const taken = new Set(this.all.map((terminal) => terminal.number))
    const free = number ?? lowestFree(taken)
    const where = host ?? hosts[0] ?? 'host01'
    this.#lastId += 1
    const size = this.#terminals.get(this.#active)?.view() ?? firstSize
    const id = `t${this.#lastId}${this.#options.salt}`
    const terminal: Terminal = new Terminal({
      id,
      number: free,
      name: name ?? `Terminal ${free}`,
      host: where,
      size: { cols: size.cols ?? firstSize.cols, rows: size.rows ?? firstSize.rows },
      open: (wanted) => open(wanted, where),
      onChange,
      onCommand: (event) => onCommand(terminal, event),
      mirrors,
      courtesy,
      recording: recordingOf(id),
      now,
      clock,
    })
    this.#terminals.set(terminal.id, terminal)
    this.#order.push(terminal.id)
    if (!this.#active) this.#active = terminal.id
    if (greeting) terminal.print(greeting)
    try {
      await terminal.start()
    } catch (error) {
      this.#forget(terminal.id)
      throw error
    }
    return terminal
  }

  activate(id: string): void {
    this.#active = this.get(id).id
    this.#options.onChange()
  }

  /** @throws Refusal `bad-message` when it is not the same terminals in another order */
  reorder(ids: readonly string[]): void {
    const known = new Set(ids)
    if (ids.length !== this.#order.length || !this.#order.every((id) => known.has(id))) {
      throw new Refusal('bad-message', 'terminal:reorder: expected every terminal of the session once.')
    }
    this.#order = [...ids]
    this.#options.onChange()
  }

  close(id: string): void {
    this.get(id).close()
    this.#forget(id)
    this.#options.onChange()
  }

  /**
   * The terminal that a command means: `Tn` (opened when it is missing), `HOSTn` (the first of that host), a name, or the
   * active one. A target that means nothing here is the active terminal, as with a single host.
   */
  async target(name: string | undefined): Promise<Terminal> {
    const wanted = name?.trim() ?? ''
    const [, kind = '', digits] = /^(t|host)(\d{1,3})$/i.exec(wanted) ?? []
    const number = Number(digits)
    if (kind.toLowerCase() === 't') return this.all.find((terminal) => terminal.number === number) ?? (number > 0 ? this.open({ number }) : this.#activeOne())
    if (kind) return this.#ofHost(number) ?? this.#activeOne()
    const named = this.all.find((terminal) => terminal.name.toLowerCase() === wanted.toLowerCase())
    return named ?? this.#activeOne()
  }

  tick(): void {
    for (const terminal of this.#terminals.values()) terminal.tick()
  }

  closeAll(): void {
    for (const terminal of this.#terminals.values()) terminal.close()
    this.#terminals.clear()
    this.#order = []
    this.#active = ''
  }

  async #activeOne(): Promise<Terminal> {
    return this.#terminals.get(this.#active) ?? this.open({})
  }

  #ofHost(number: number): Terminal | undefined {
    const host = this.#options.hosts[number - 1]
    return this.all.find((terminal) => terminal.host === host)
  }

  #forget(id: string): void {
    this.#terminals.delete(id)
    this.#order = this.#order.filter((other) => other !== id)
    if (this.#active === id) this.#active = this.#order[0] ?? ''
  }
}

function lowestFree(taken: ReadonlySet<number>): number {
  let number = 1
  while (taken.has(number)) number += 1
  return number
}
