import type { CommandCall } from '../command.ts'
import { CliError, usageError } from '../errors.ts'
import { isHuman, printerFor } from '../output/printer.ts'
import { getObjects } from './get/objects.ts'
import { getTables } from './get/tables.ts'
import { readQuery } from './get/query.ts'

/** `get`: tables for people, whole objects for programs, once or as they change. */
export async function get(call: CommandCall): Promise<void> {
  const { flags, io } = call
  const raw = flags.text('raw')
  if (raw !== '') {
    const response = await (await call.cluster()).api.open({ path: raw })
    for await (const chunk of response.chunks()) io.out(chunk.toString('utf8'))
    return
  }
  const output = flags.text('output')
  if (flags.bool('show-labels') && output !== '' && output !== 'wide') throw new CliError(`error: --show-labels option cannot be used with ${output} printer`)
  const watches = flags.bool('watch') || flags.bool('watch-only')
  if (flags.bool('output-watch-events') && !watches) throw usageError(call.path, '--output-watch-events option can only be used with --watch or --watch-only')
  if (call.args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '' && !watches) {
    io.err(`You must specify the type of resource to get. Use "${call.program} api-resources" for a complete list of supported resources.\n\n`)
    throw usageError(call.path, `Required resource not specified.\nUse "${call.program} explain <resource>" for a detailed description of that resource (e.g. ${call.program} explain pods).`)
  }
  const printer = await printerFor(flags)
  const query = readQuery(call)
  if (watches) {
    if (flags.text('sort-by') !== '') io.err('warning: --watch or --watch-only requested, --sort-by will be ignored\n')
    const { watchObjects } = await import('./get/watch.ts')
    return watchObjects(call, query, printer)
  }
  if (printer === undefined && isHuman(output)) return getTables(call, query)
  if (printer !== undefined) return getObjects(call, query, printer)
}
