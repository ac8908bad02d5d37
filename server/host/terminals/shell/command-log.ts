import type { TranscriptCommand } from '../../../../lib/protocol/events.ts'
import { CommandOutput, type OutputText } from './command-output.ts'

/** Commands and characters that one terminal remembers; the oldest go first. */
const mostCommands = 500
const mostChars = 1024 * 1024

interface Command {
  readonly id: number
  readonly text: string
  readonly cwd: string
  readonly startedAt: number
  readonly startedTick: number
  output: CommandOutput | OutputText
  durationMs?: number
  exitCode?: number
}

/** The commands of one terminal and what each of them printed, as plain text. */
export class CommandLog {
  readonly #now: () => number
  readonly #clock: () => number
  readonly #commands: Command[] = []
  #lastId = 0
  #chars = 0

  /**
   * @param now milliseconds that only go forward, for durations
   * @param clock the time of day
   */
  constructor(now: () => number, clock: () => number) {
    this.#now = now
    this.#clock = clock
  }

  /** Id and text of the command that runs. */
  get running(): { readonly id: number; readonly text: string } | undefined {
    const last = this.#commands.at(-1)
    return last && last.durationMs === undefined ? last : undefined
  }

  /** How long it has been running; without end when none does. */
  get runningMs(): number {
    const command = this.#running()
    return command ? this.#now() - command.startedTick : Number.POSITIVE_INFINITY
  }

  start(text: string, cwd: string): number {
    this.#lastId += 1
    this.#commands.push({ id: this.#lastId, text, cwd, startedAt: this.#clock(), startedTick: this.#now(), output: new CommandOutput() })
    if (this.#commands.length > mostCommands) this.#forgetOldest()
    return this.#lastId
  }

  /** Output of the command that runs; without one it is a prompt's and is left out. */
  printed(bytes: Uint8Array): void {
    const output = this.#running()?.output
    if (output instanceof CommandOutput) output.add(bytes)
  }

  /** Bytes that the running command has printed. */
  get printedBytes(): number {
    const output = this.#running()?.output
    return output instanceof CommandOutput ? output.length : 0
  }

  /** Returns the id of the command that ended. */
  end(code: number | undefined): number | undefined {
    const command = this.#running()
    if (!command) return undefined
    command.durationMs = Math.max(0, Math.round(this.#now() - command.startedTick))
    if (code !== undefined) command.exitCode = code
    if (command.output instanceof CommandOutput) command.output = command.output.read()
    this.#chars += size(command)
    while (this.#chars > mostChars && this.#commands.length > 1) this.#forgetOldest()
    return command.id
  }

  /** Commands with a higher id than `after`, oldest first. */
  read(after: number, limit: number): { readonly commands: readonly TranscriptCommand[]; readonly more: boolean } {
    const wanted = this.#commands.filter(({ id }) => id > after)
    return { commands: wanted.slice(0, limit).map(toTranscript), more: wanted.length > limit }
  }

  #running(): Command | undefined {
    const last = this.#commands.at(-1)
    return last && last.durationMs === undefined ? last : undefined
  }

  #forgetOldest(): void {
    const oldest = this.#commands.shift()
    if (oldest) this.#chars -= size(oldest)
  }
}

function size({ text, output }: Command): number {
  return output instanceof CommandOutput ? 0 : text.length + output.output.length
}

function toTranscript({ id, text, cwd, startedAt, output, durationMs, exitCode }: Command): TranscriptCommand {
  const printed = output instanceof CommandOutput ? output.read() : output
  return {
    id, text, cwd, startedAt, ...printed,
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}
