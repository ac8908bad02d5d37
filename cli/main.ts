import { check } from './check/check.ts'
import { corpus } from './corpus/corpus.ts'
import { createScenario } from './new/new.ts'
import { CommandError, type Output } from './output.ts'
import { schemas } from './schema/schema.ts'
import { serve } from './serve/serve.ts'

/** What a command leads to: an exit status, or a player that is to be started. */
export type Outcome =
  | { readonly kind: 'status'; readonly status: number }
  /** @property options of `npm start` */
  | { readonly kind: 'serve'; readonly folder: string; readonly options: readonly string[] }

type Command = (args: readonly string[], output: Output) => Promise<Outcome | number>

const commands: Readonly<Record<string, Command>> = { check, serve, new: createScenario, corpus, schema: schemas }

export const usage = `Usage: rehearsal <command>

  new DIR                    Write a first scenario into a new folder
  check DIR                  Tell what is wrong in a folder of scenarios; ends with 1 if there is an error
    --format text|json|github  Lines for readers, for programs, or annotations for GitHub (also --json, --github)
    --strict                   Warnings count as errors
  serve DIR|GIT-ADDRESS      Play a folder, or a repository (https, ssh or file; #branch at its end), with the options of npm start
  corpus [DIR] [--json]      Count what the pages of a folder offer: commands, files, questions
  schema [DIR]               Write the JSON Schemas of the files an author writes
`

const console: Output = { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) }
const misuse = 2

/** Runs the command that the arguments name. */
export async function main(args: readonly string[], output: Output = console): Promise<Outcome> {
  const [name = '', ...rest] = args
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const asked = name === '' || name === 'help' || name === '--help' || name === '-h'
    if (asked) output.out(usage)
    else output.err(`There is no command "${name}".\n\n${usage}`)
    return { kind: 'status', status: asked && name !== '' ? 0 : misuse }
  }
  try {
    const outcome = await command(rest, output)
    return typeof outcome === 'number' ? { kind: 'status', status: outcome } : outcome
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    output.err(`${error.message}\n`)
    return { kind: 'status', status: misuse }
  }
}
