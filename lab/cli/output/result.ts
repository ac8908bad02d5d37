import { qualifiedName } from '../api/discovery.ts'
import type { Resource } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import { textAt } from '../json.ts'
import { printerFor, resultForms } from './printer.ts'

export type DryRun = 'none' | 'client' | 'server'

/** Prints what a command did to an object: `pod/web created`, or the object itself with `-o`. */
export type ResultPrinter = (resource: Resource, object: JsonObject, done: string) => void

export async function resultPrinter(call: CommandCall, dryRun: DryRun = 'none'): Promise<ResultPrinter> {
  const printer = call.flags.has('output') ? await printerFor(call.flags, resultForms) : undefined
  const suffix = { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRun]
  return (resource, object, done) => {
    call.io.out(printer?.print(object) ?? `${qualifiedName(resource, textAt(object, 'metadata', 'name'))} ${done}${suffix}\n`)
  }
}

/** Reads `--dry-run`; the old forms `true`, `false` and nothing still work and are warned about, as in kubectl 1.20. */
export function readDryRun(call: CommandCall): DryRun {
  const value = call.flags.text('dry-run')
  if (value === 'client' || value === 'server' || value === 'none') return value
  if (value === '' || value === 'unchanged') {
    call.io.err("W0000 00:00:00.000000       1 helpers.go:557] --dry-run is deprecated and can be replaced with --dry-run=client.\n")
    return 'client'
  }
  if (value === 'true' || value === 'false') {
    call.io.err(`W0000 00:00:00.000000       1 helpers.go:549] --dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${value === 'true' ? 'client' : 'none'}.\n`)
    return value === 'true' ? 'client' : 'none'
  }
  throw new CliError(`error: Invalid dry-run value (${value}). Must be "none", "server", or "client".`)
}
