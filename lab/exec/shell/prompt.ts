import type { Streams, TerminalAccess } from '../process.ts'
import { Interrupted, ShellExit } from './jumps.ts'
import { parseScript } from './parse.ts'
import { readLine } from './read-line.ts'
import type { Shell } from './shell.ts'
import { SyntaxProblem } from './tokens.ts'

interface PromptParts {
  readonly shell: Shell
  readonly terminal: TerminalAccess
  /** Streams of the terminal; their signal ends the session. */
  readonly streams: Streams
}

/** A shell that asks for a line, runs it, and asks again, until `exit` or Ctrl-D. */
export async function promptLoop({ shell, terminal, streams }: PromptParts): Promise<number> {
  for (;;) {
    await terminal.write(promptOf(shell))
    // While it asks there is nothing to end: the line is dropped, and the shell asks again.
    terminal.onInterrupt(() => {})
    terminal.lines.forgetBreak()
    const source = await readSource(terminal)
    if (source === interrupted) {
      shell.status = 130
      continue
    }
    if (source === undefined) {
      streams.signal.throwIfAborted()
      await terminal.write(shell.name === 'bash' ? 'exit\n' : '\n')
      return shell.status
    }
    const status = await runOne({ shell, terminal, streams }, source)
    if (status !== undefined) return status
  }
}

/** Runs what was typed; the status where it ended the shell. */
async function runOne({ shell, terminal, streams }: PromptParts, source: string): Promise<number | undefined> {
  const foreground = new AbortController()
  const endWithSession = () => foreground.abort(streams.signal.reason)
  streams.signal.addEventListener('abort', endWithSession, { once: true })
  terminal.onInterrupt(() => foreground.abort(new Interrupted('interrupted')))
  try {
    await shell.runText(source, { ...streams, signal: foreground.signal })
    return undefined
  } catch (error) {
    if (error instanceof ShellExit) return error.status
    if (!(error instanceof Interrupted)) throw error
    shell.status = 130
    return undefined
  } finally {
    streams.signal.removeEventListener('abort', endWithSession)
  }
}

const interrupted = Symbol('interrupted')

/** One line, or as many as it takes to close a quote or a loop. */
async function readSource(terminal: TerminalAccess): Promise<string | undefined | typeof interrupted> {
  try {
    return await readWhole(terminal)
  } catch (error) {
    if (error instanceof Interrupted) return interrupted
    throw error
  }
}

async function readWhole(terminal: TerminalAccess): Promise<string | undefined> {
  let source = await readLine(terminal.lines)
  while (source !== undefined && isIncomplete(source)) {
    await terminal.write('> ')
    const more = await readLine(terminal.lines)
    if (more === undefined) return source
    source += `\n${more}`
  }
  return source
}

function isIncomplete(source: string): boolean {
  try {
    parseScript(source)
    return false
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.incomplete
    throw error
  }
}

function promptOf({ name, cwd, view: { user, pod } }: Shell): string {
  const sign = user.id === 0 ? '#' : '$'
  return name === 'bash' ? `${user.name}@${pod}:${cwd}${sign} ` : `${sign} `
}
