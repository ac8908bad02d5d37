import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from './output.ts'

/**
 * The folder that a word of the command line names.
 * @throws CommandError when there is none
 */
export function requireFolder(written: string): string {
  const folder = resolve(written)
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found?.isDirectory()) throw new CommandError(`Expected a folder, got "${written}", which ${found ? 'is a file' : 'is not there'}.`)
  return folder
}
