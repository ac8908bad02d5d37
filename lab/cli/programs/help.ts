import type { Command } from '../command.ts'
import type { Flag } from '../flags/flag.ts'

/** The help of a command: what it does, examples, its commands or flags, and how it is called. */
export function helpText(command: Command, path: string): string {
  const program = path.split(' ')[0] ?? path
  const subcommands = (command.subcommands ?? []).filter(({ hidden }) => hidden !== true)
  const flags = (command.flags ?? []).filter(({ hidden }) => hidden !== true)
  const examples = (command.examples ?? []).map((line) => `  ${line.replaceAll('%', program)}`)
  const parts = [
    command.summary,
    section('Examples:', examples),
    section('Available Commands:', columns(subcommands.map(({ name, summary }) => [name, summary]))),
    section('Options:', flags.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(describeFlag)),
    section('Usage:', [`  ${path} ${usageOf(command)}`.trimEnd()]),
    subcommands.length > 0
      ? `Use "${program} <command> --help" for more information about a given command.\nUse "${program} options" for a list of global command-line options (applies to all commands).`
      : `Use "${program} options" for a list of global command-line options (applies to all commands).`,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function usageOf(command: Command): string {
  if (command.usage !== undefined) return `${command.usage} [options]`
  return (command.subcommands ?? []).length > 0 ? 'SUBCOMMAND [options]' : '[options]'
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.join('\n')}`
}

/** Flags as `  -f, --filename=[]: what it does`. */
export function describeFlag({ name, short, type, standard, usage }: Flag): string {
  const value = type === 'list' || type === 'array' ? '[]' : standard ?? { string: "''", bool: 'false', int: '0', duration: '0s' }[type]
  const shown = type === 'string' && standard !== undefined ? `'${standard}'` : value
  return `  ${short === undefined ? '    ' : `-${short}, `}--${name}=${shown}: ${usage}`
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(11, ...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)} ${text}`)
}
