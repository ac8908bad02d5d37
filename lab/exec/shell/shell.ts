import { absolutePath } from '../files.ts'
import { BrokenPipe, noInput, Pipe } from '../pipe.ts'
import type { ContainerView, Process, Program, Streams } from '../process.ts'
import { toBytes } from '../process.ts'
import { findProgram, shellNames, bareName } from '../programs.ts'
import { pause } from '../programs/small.ts'
import type { AndOr, Command, Pipeline, Redirect, Script, Word } from './ast.ts'
import { builtins } from './builtins.ts'
import { expandWord, expandWords } from './expand.ts'
import { LoopJump, ShellExit } from './jumps.ts'
import { parseScript } from './parse.ts'
import { SyntaxProblem } from './tokens.ts'

/** So many commands run in one go; then the shell lets others of its lab have their turn, for a moment. */
const commandsPerTurn = 20
const turnMs = 5
/** Bytes that `$(…)` may hold. */
const longestSubstitution = 256 * 1024

interface ShellParts {
  readonly name: string
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** `$0`, `$1`, … */
  readonly positional?: readonly string[]
  /** Starts a shell that is called inside this one. */
  readonly startShell: Program
}

/** One shell: its variables, its folder, the status of its last command. */
export class Shell {
  readonly view: ContainerView
  /** `sh` or `bash`, as it stands in front of its messages. */
  readonly name: string
  readonly variables = new Map<string, string>()
  readonly exported = new Set<string>()
  readonly positional: readonly string[]
  cwd: string
  status = 0
  readonly #startShell: Program
  #commands = 0

  constructor(view: ContainerView, { name, env, cwd, positional = [], startShell }: ShellParts) {
    this.#startShell = startShell
    this.view = view
    this.name = name
    this.cwd = cwd
    this.positional = positional
    for (const [key, value] of Object.entries(env)) {
      this.variables.set(key, value)
      this.exported.add(key)
    }
  }

  /** Runs a script to its end; a mistake in it is told on stderr. Throws ShellExit, and what the signal was aborted with. */
  async runText(source: string, streams: Streams): Promise<number> {
    try {
      return await this.run(parseScript(source), streams)
    } catch (error) {
      if (error instanceof LoopJump) return this.status
      if (!(error instanceof SyntaxProblem)) throw error
      await streams.err(`${this.prefix}${error.message}\n`)
      return (this.status = 2)
    }
  }

  /** In front of a message of the shell itself. */
  get prefix(): string {
    return this.name === 'bash' ? 'bash: ' : `${this.name}: 1: `
  }

  async run(script: Script, streams: Streams): Promise<number> {
    for (const one of script) await this.#andOr(one, streams)
    return this.status
  }

  variable(name: string): string {
    if (name === '?') return String(this.status)
    if (name === '#') return String(Math.max(0, this.positional.length - 1))
    if (name === '@' || name === '*') return this.positional.slice(1).join(' ')
    if (name === '$') return '1'
    if (/^\d$/.test(name)) return this.positional[Number(name)] ?? (name === '0' ? this.name : '')
    return this.variables.get(name) ?? ''
  }

  environment(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.exported].flatMap((name) => (this.variables.has(name) ? [[name, this.variables.get(name) ?? ''] as const] : [])))
  }

  /** What a script writes, for `$(…)`. */
  async capture(script: Script, streams: Streams): Promise<string> {
    const decoder = new TextDecoder()
    let text = ''
    const out = async (data: string | Uint8Array) => {
      text += typeof data === 'string' ? data : decoder.decode(data, { stream: true })
      if (text.length > longestSubstitution) throw new BrokenPipe('too long')
    }
    const inner = this.#child()
    this.status = await endOfShell(inner.run(script, { ...streams, out, outIsTerminal: false, terminal: undefined }))
    return text.replace(/\n+$/, '')
  }

  async #andOr({ first, rest }: AndOr, streams: Streams): Promise<void> {
    await this.#pipeline(first, streams)
    for (const { when, pipeline } of rest) if ((this.status === 0) === (when === '&&')) await this.#pipeline(pipeline, streams)
  }

  async #pipeline({ negated, commands }: Pipeline, streams: Streams): Promise<void> {
    const [only, ...others] = commands
    if (only && others.length === 0) this.status = await this.#command(only, streams)
    else this.status = await this.#piped(commands, streams)
    if (negated) this.status = this.status === 0 ? 1 : 0
  }

  /** Each command runs in a shell of its own, all at a time; the status is that of the last. */
  async #piped(commands: readonly Command[], streams: Streams): Promise<number> {
    const pipes = commands.slice(1).map(() => new Pipe())
    const running = commands.map(async (command, at) => {
      const [before, after] = [pipes[at - 1], pipes[at]]
      const own: Streams = { ...streams, terminal: undefined, stdin: before ?? streams.stdin, ...(after ? { out: (data: string | Uint8Array) => after.write(toBytes(data)), outIsTerminal: false } : {}) }
      try {
        return await endOfShell(this.#child().#command(command, own))
      } finally {
        before?.close()
        after?.end()
      }
    })
    const results = await Promise.allSettled(running)
    for (const result of results) if (result.status === 'rejected') throw result.reason
    const last = results.at(-1)
    return last?.status === 'fulfilled' ? last.value : 0
  }

  /** A shell that begins as this one is now and changes nothing of it. */
  #child(): Shell {
    const child = new Shell(this.view, { name: this.name, env: {}, cwd: this.cwd, positional: this.positional, startShell: this.#startShell })
    for (const [name, value] of this.variables) child.variables.set(name, value)
    for (const name of this.exported) child.exported.add(name)
    child.status = this.status
    child.#commands = this.#commands
    return child
  }

  async #command(command: Command, outer: Streams): Promise<number> {
    await this.#takeTurn(outer)
    const streams = await this.#redirected(command.redirects, outer)
    if (!streams) return 2
    switch (command.kind) {
      case 'simple': return this.#simple(command, streams)
      case 'group': return command.subshell ? endOfShell(this.#child().run(command.body, streams)) : this.run(command.body, streams)
      case 'if': return this.#if(command, streams)
      case 'loop': return this.#loop(command, streams)
      case 'for': return this.#for(command, streams)
    }
  }

  async #takeTurn({ signal }: Streams): Promise<void> {
    signal.throwIfAborted()
    this.#commands += 1
    if (this.#commands % commandsPerTurn === 0) await pause({ signal, view: this.view }, turnMs)
  }

  async #if({ branches, otherwise }: Extract<Command, { kind: 'if' }>, streams: Streams): Promise<number> {
    for (const { condition, body } of branches) if ((await this.run(condition, streams)) === 0) return this.run(body, streams)
    this.status = 0
    return this.run(otherwise, streams)
  }

  async #loop({ condition, until, body }: Extract<Command, { kind: 'loop' }>, streams: Streams): Promise<number> {
    let status = 0
    while (((await this.run(condition, streams)) === 0) !== until) {
      const jump = await this.#turn(body, streams)
      status = this.status
      if (jump === 'break') break
      await this.#takeTurn(streams)
    }
    return status
  }

  async #for({ name, words, body }: Extract<Command, { kind: 'for' }>, streams: Streams): Promise<number> {
    let status = 0
    for (const value of words ? await this.#expand(words, streams) : this.positional.slice(1)) {
      this.variables.set(name, value)
      const jump = await this.#turn(body, streams)
      status = this.status
      if (jump === 'break') break
      await this.#takeTurn(streams)
    }
    return status
  }

  async #turn(body: Script, streams: Streams): Promise<'break' | 'continue' | undefined> {
    try {
      await this.run(body, streams)
      return undefined
    } catch (error) {
      if (!(error instanceof LoopJump)) throw error
      error.levels -= 1
      if (error.levels > 0) throw error
      return error.kind
    }
  }

  async #simple({ assignments, words }: Extract<Command, { kind: 'simple' }>, streams: Streams): Promise<number> {
    const [called, ...args] = await this.#expand(words, streams)
    const values: [string, string][] = []
    for (const { name, value } of assignments) values.push([name, await this.#expandOne(value, streams)])
    if (called === undefined) {
      for (const [name, value] of values) this.variables.set(name, value)
      return assignments.some(({ value }) => value.some(({ kind }) => kind === 'command')) ? this.status : 0
    }
    if (called === 'exec') return this.#replace(args, streams)
    const builtin = Object.hasOwn(builtins, called) ? builtins[called] : undefined
    if (builtin) return builtin(this, args, streams)
    return this.#program(called, args, { ...streams, env: { ...this.environment(), ...Object.fromEntries(values) } })
  }

  /** `exec sh`: the shell is over when the program is. */
  async #replace([called, ...args]: readonly string[], streams: Streams): Promise<number> {
    if (called === undefined) return 0
    throw new ShellExit(await this.#program(called, args, { ...streams, env: this.environment() }))
  }

  async #program(called: string, args: readonly string[], { env, ...streams }: Streams & { readonly env: Readonly<Record<string, string>> }): Promise<number> {
    const bare = bareName(called) ?? ''
    if (shellNames.includes(bare)) return this.#startShell(this.#process(bare, args, { ...streams, env }))
    const program = findProgram(called, this.view.container)
    if (program) return program(this.#process(bare, args, { ...streams, env }))
    const path = absolutePath(called, this.cwd)
    const isFile = called.includes('/') && (this.view.files.read(path) !== undefined || this.view.files.isFolder(path))
    const reason = isFile ? 'Permission denied' : called.includes('/') ? (this.name === 'bash' ? 'No such file or directory' : 'not found') : this.name === 'bash' ? 'command not found' : 'not found'
    await streams.err(`${this.prefix}${called}: ${reason}\n`)
    return isFile ? 126 : 127
  }

  #process(name: string, args: readonly string[], streams: Streams & { readonly env: Readonly<Record<string, string>> }): Process {
    return { ...streams, name, args, cwd: this.cwd, view: this.view }
  }

  #expand(words: readonly Word[], streams: Streams): Promise<string[]> {
    return expandWords(words, { shell: this, streams, hasBraces: this.name === 'bash' })
  }

  #expandOne(word: Word, streams: Streams): Promise<string> {
    return expandWord(word, { shell: this, streams, hasBraces: false })
  }

  /** The streams with redirections in force; undefined after the reason why one cannot be was told. */
  async #redirected(redirects: readonly Redirect[], streams: Streams): Promise<Streams | undefined> {
    let now = streams
    for (const { stream, kind, target } of redirects) {
      const name = await this.#expandOne(target, streams)
      const changed = kind === 'from' ? this.#inputFrom(now, name) : kind === 'copy' ? copied(now, stream, name) : name === '/dev/null' ? discarded(now, stream) : toTerminal(now, stream, name)
      if (!changed) {
        await streams.err(`${this.prefix}${kind === 'from' ? `cannot open ${name}: No such file` : kind === 'copy' ? `${name}: bad fd number` : `cannot create ${name}: Read-only file system`}\n`)
        return undefined
      }
      now = changed
    }
    return now
  }

  #inputFrom(streams: Streams, name: string): Streams | undefined {
    const content = name === '/dev/null' ? '' : this.view.files.read(absolutePath(name, this.cwd))
    if (content === undefined) return undefined
    const stdin = noInput()
    stdin.unread(toBytes(content))
    return { ...streams, stdin, terminal: undefined }
  }
}

function discarded(streams: Streams, stream: Redirect['stream']): Streams {
  const nothing = async () => {}
  return { ...streams, ...(stream === 2 ? {} : { out: nothing, outIsTerminal: false, terminal: undefined }), ...(stream === 1 ? {} : { err: nothing }) }
}

function copied(streams: Streams, stream: Redirect['stream'], target: string): Streams | undefined {
  if (target === '1') return stream === 2 ? { ...streams, err: streams.out } : streams
  if (target === '2') return stream === 1 ? { ...streams, out: streams.err } : streams
  return undefined
}

function toTerminal(streams: Streams, stream: Redirect['stream'], name: string): Streams | undefined {
  if (name === '/dev/stderr') return copied(streams, stream, '2')
  return name === '/dev/stdout' ? copied(streams, stream, '1') : undefined
}

/** The status of a shell inside this one, which may end itself. */
export async function endOfShell(running: Promise<number>): Promise<number> {
  try {
    return await running
  } catch (error) {
    if (error instanceof ShellExit) return error.status
    if (error instanceof LoopJump) return 0
    // Who writes to nobody ends as by SIGPIPE, and the shell that it runs in with it.
    if (error instanceof BrokenPipe) return 141
    throw error
  }
}
