import { CliError } from '../errors.ts'
import { parseDuration } from './duration.ts'
import type { Flag } from './flag.ts'

/** The flags of one call, checked. Reading a flag that the command does not have is a mistake in our tables and throws. */
export class Flags {
  readonly #flags: ReadonlyMap<string, Flag>
  readonly #values: ReadonlyMap<string, readonly string[]>

  constructor(flags: readonly Flag[], values: ReadonlyMap<string, readonly string[]>) {
    this.#flags = new Map(flags.map((flag) => [flag.name, flag]))
    this.#values = values
  }

  /** The same without what was given for some names: they read as if they were absent. */
  hiding(names: ReadonlySet<string>): Flags {
    const shown = [...this.#values].filter(([name]) => !names.has(name))
    return new Flags([...this.#flags.values()].map((flag) => (names.has(flag.name) ? { name: flag.name, type: flag.type, usage: '' } : flag)), new Map(shown))
  }

  has(name: string): boolean {
    return this.#flags.has(name)
  }

  /** Whether the learner gave the flag. */
  given(name: string): boolean {
    return this.#values.has(name)
  }

  text(name: string): string {
    const flag = this.#flags.get(name)
    if (flag === undefined) throw new Error(`a command reads --${name}, which is not in its table`)
    return this.#values.get(name)?.at(-1) ?? flag.standard ?? ''
  }

  bool(name: string): boolean {
    return truth[this.text(name)] ?? false
  }

  int(name: string): number {
    return Number(this.text(name))
  }

  /** Milliseconds. */
  duration(name: string): number {
    return parseDuration(this.text(name)) ?? 0
  }

  list(name: string): readonly string[] {
    const flag = this.#flags.get(name)
    const values = this.#values.get(name) ?? (flag?.standard === undefined ? [] : [flag.standard])
    return flag?.type === 'list' ? values.flatMap((value) => value.split(',')) : values
  }
}

export interface Parsed {
  readonly args: readonly string[]
  /** Number of arguments before `--`, or undefined without one: `exec POD -- COMMAND`. */
  readonly dashAt?: number
  readonly flags: Flags
}

/**
 * Reads a command line as pflag does: flags and arguments may be mixed, `-it`, `-nfoo`, `-n=foo`, `--flag=value`, `--flag value`.
 * @throws CliError in the words of pflag.
 */
export function parseFlags(words: readonly string[], table: readonly Flag[], commandPath: string, stopsAtFirstArgument = false): Parsed {
  const values = new Map<string, string[]>()
  const args: string[] = []
  const fail = (message: string) => new CliError(`Error: ${message}\nSee '${commandPath} --help' for usage.`)
  const keep = (flag: Flag, value: string) => {
    const problem = problemOf(flag, value)
    if (problem !== '') throw fail(`invalid argument "${value}" for "${label(flag)}" flag: ${problem}`)
    values.set(flag.name, [...(values.get(flag.name) ?? []), value])
  }
  let dashAt: number | undefined
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === '--') {
      dashAt = args.length
      args.push(...words.slice(at + 1))
      break
    }
    if (word.startsWith('--')) {
      const [name, value] = splitAtEquals(word.slice(2))
      const flag = table.find((one) => one.name === name)
      if (flag === undefined) throw fail(`unknown flag: --${name}`)
      if (value !== undefined) keep(flag, value)
      else if (flag.alone !== undefined) keep(flag, flag.alone)
      else {
        at += 1
        if (at >= words.length) throw fail(`flag needs an argument: --${name}`)
        keep(flag, words[at] ?? '')
      }
      continue
    }
    if (!word.startsWith('-') || word === '-') {
      args.push(word)
      if (!stopsAtFirstArgument) continue
      args.push(...words.slice(at + 1))
      break
    }
    at += readShorthands(word.slice(1), { table, next: words[at + 1], keep, fail, word })
  }
  return { args, flags: new Flags(table, values), ...(dashAt === undefined ? {} : { dashAt }) }
}

interface Shorthands {
  readonly table: readonly Flag[]
  readonly next: string | undefined
  readonly word: string
  keep(flag: Flag, value: string): void
  fail(message: string): CliError
}

// Returns how many of the following words were used up: a value that stands apart, or none.
function readShorthands(letters: string, { table, next, keep, fail, word }: Shorthands): 0 | 1 {
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? ''
    const flag = table.find((one) => one.short === letter)
    if (flag === undefined) throw fail(`unknown shorthand flag: '${letter}' in ${word}`)
    const rest = letters.slice(at + 1)
    if (rest.startsWith('=')) {
      keep(flag, rest.slice(1))
      return 0
    }
    if (flag.alone !== undefined) {
      keep(flag, flag.alone)
      continue
    }
    if (rest !== '') {
      keep(flag, rest)
      return 0
    }
    if (next === undefined) throw fail(`flag needs an argument: '${letter}' in ${word}`)
    keep(flag, next)
    return 1
  }
  return 0
}

function splitAtEquals(word: string): [name: string, value: string | undefined] {
  const at = word.indexOf('=')
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

function label(flag: Flag): string {
  return flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`
}

const truth: Readonly<Record<string, boolean>> = {
  '1': true, t: true, T: true, true: true, TRUE: true, True: true,
  '0': false, f: false, F: false, false: false, FALSE: false, False: false,
}

function problemOf(flag: Flag, value: string): string {
  if (flag.type === 'bool' && truth[value] === undefined) return `strconv.ParseBool: parsing "${value}": invalid syntax`
  if (flag.type === 'int' && !/^[+-]?\d+$/.test(value)) return `strconv.ParseInt: parsing "${value}": invalid syntax`
  if (flag.type === 'duration' && parseDuration(value) === undefined) return durationProblem(value)
  return ''
}

function durationProblem(value: string): string {
  return /^[+-]?[\d.]+$/.test(value) && /\d/.test(value) ? `time: missing unit in duration "${value}"` : `time: invalid duration "${value}"`
}
