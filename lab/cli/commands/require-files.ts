import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'

/** Refuses a command that was given no file. */
export function requireFiles(call: CommandCall): void {
  const files = call.flags.list('filename')
  if (files.length > 0 && call.flags.text('kustomize') !== '') throw new CliError('error: only one of -f or -k can be specified')
  if (files.length === 0 && call.flags.text('kustomize') === '') throw new CliError('error: must specify one of -f and -k')
}
