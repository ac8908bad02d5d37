import { parseArgs, type ParseArgsConfig } from 'node:util'
import { CommandError } from './output.ts'

/**
 * Options and words of a command.
 * @throws CommandError for an option that it does not have, or more words than it takes
 */
export function parseCommand<const O extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: O, most: number) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    if (positionals.length > most) throw new CommandError(`Expected at most ${most} ${most === 1 ? 'word' : 'words'} beside the options, got "${positionals[most]}".`)
    return { values, words: positionals }
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
