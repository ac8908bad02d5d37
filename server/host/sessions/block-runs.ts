import type { ServerEvents } from '../../../lib/protocol/events.ts'
import type { Terminal } from '../terminals/terminal.ts'
import type { Typed } from '../terminals/typing.ts'
import type { CommandEvent } from './terminal-set.ts'

type CommandState = Parameters<ServerEvents['command:state']>[0]

interface Block {
  readonly page: number
  readonly block: number
}

interface Run extends Block {
  /** Its own text is being typed; a command that ends before is one that it interrupts. */
  begun: boolean
  /** Exit status of the first command of the block that failed, else of the last that ended. */
  code: number | undefined
}

/** Interrupted by Ctrl-C: what somebody stopped has not failed. */
const interrupted = 130
/** Typed ahead: when no further line of the block starts anything within this, it was the last. */
const quietMs = 300
/** Longest time that is waited for; a server may run until it is stopped. */
const longestMs = 2 ** 31 - 1

/** Tells how clicked blocks fare, from what shells tell of the commands that they run. */
export class BlockRuns {
  readonly #tell: (state: CommandState) => void
  readonly #runs = new Map<Terminal, Run>()

  constructor(tell: (state: CommandState) => void) {
    this.#tell = tell
  }

  /** Types a block; resolves when all of it is typed. */
  async run(terminal: Terminal, block: Block, { text, interrupt }: { readonly text: string; readonly interrupt: boolean }): Promise<void> {
    const before = this.#runs.get(terminal)
    if (before) this.#settle(terminal, before)
    const run: Run = { page: block.page, block: block.block, begun: false, code: undefined }
    this.#runs.set(terminal, run)
    this.#tell({ page: run.page, block: run.block, terminal: terminal.id, status: 'running' })
    try {
      const typed = await terminal.typing.text(text, { interrupt, onBegin: () => { run.begun = true } })
      void this.#follow(terminal, run, typed)
    } catch (error) {
      this.#settle(terminal, run)
      throw error
    }
  }

  /** A command of a terminal ended. */
  ended(terminal: Terminal, { ended, exitCode }: CommandEvent): void {
    const run = this.#runs.get(terminal)
    if (ended && run?.begun && !run.code) run.code = exitCode
  }

  // The block is over when the shell asks for the next line, or when nothing will ever tell.
  async #follow(terminal: Terminal, run: Run, typed: Typed): Promise<void> {
    const { shell } = terminal
    const asks = (): boolean => shell.phase === 'unknown' || (shell.phase === 'input' && !shell.continued)
    if (typed.kind === 'line') await shell.when(() => asks() && (shell.phase === 'unknown' || shell.prompts > typed.prompts), longestMs)
    if (typed.kind === 'ahead') {
      let prompts = -1
      while (prompts !== shell.prompts || !asks()) {
        await shell.when(asks, longestMs)
        prompts = shell.prompts
        await shell.when(() => shell.prompts !== prompts || !asks(), quietMs)
      }
    }
    this.#settle(terminal, run)
  }

  #settle(terminal: Terminal, run: Run): void {
    if (this.#runs.get(terminal) !== run) return
    this.#runs.delete(terminal)
    const { page, block, code } = run
    const status = code === undefined || code === 0 || code === interrupted ? 'done' : 'failed'
    this.#tell({ page, block, terminal: terminal.id, status, ...(code === undefined ? {} : { exitCode: code }) })
  }
}
