import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import type { Flag } from '../flags/flag.ts'

export interface FoundCommand {
  readonly command: Command
  /** `oc adm policy`. */
  readonly path: string
  /** The words that are left for its flags and arguments. */
  readonly rest: readonly string[]
}

/**
 * Walks down the tables: `-n shop get pods` finds `get`. Flags before a command's name stay where they are.
 * @throws CliError for a first word that is no command, with commands that look like it.
 */
export function findCommand(root: Command, words: readonly string[], globalFlags: readonly Flag[]): FoundCommand {
  let command = root
  let path = root.name
  let rest = words
  for (;;) {
    const subcommands = command.subcommands ?? []
    const at = subcommands.length === 0 ? -1 : firstArgument(rest, [...(command.flags ?? []), ...globalFlags])
    if (at < 0) return { command, path, rest }
    const word = rest[at] ?? ''
    const next = subcommands.find(({ name, aliases = [] }) => name === word || aliases.includes(word))
    if (next === undefined) {
      if (command === root) throw unknownCommand(word, root)
      return { command, path, rest }
    }
    command = next
    path = `${path} ${next.name}`
    rest = [...rest.slice(0, at), ...rest.slice(at + 1)]
  }
}

// Place of the first word that is neither a flag nor a flag's value; -1 without one.
function firstArgument(words: readonly string[], flags: readonly Flag[]): number {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === '--') return -1
    if (!word.startsWith('-') || word === '-') return at
    const flag = word.startsWith('--') ? flags.find(({ name }) => name === word.slice(2)) : flags.find(({ short }) => short === word.slice(1))
    if (flag !== undefined && flag.alone === undefined) at += 1
  }
  return -1
}

function unknownCommand(word: string, root: Command): CliError {
  const near = (root.subcommands ?? []).filter(({ hidden }) => hidden !== true).map(({ name }) => name)
    .filter((name) => distance(word.toLowerCase(), name.toLowerCase()) <= 2 || name.toLowerCase().startsWith(word.toLowerCase()))
  const hint = near.length === 0 ? '' : `\n\nDid you mean this?\n${near.map((name) => `\t${name}`).join('\n')}\n`
  return new CliError(`Error: unknown command "${word}" for "${root.name}"${hint}\nRun '${root.name} --help' for usage.`)
}

/** Levenshtein distance: how many letters must be changed, added or taken away. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
