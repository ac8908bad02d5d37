import { pathOf } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError, throwCollected, withSource } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import { readDryRun, resultPrinter } from '../output/result.ts'
import { itemsOfFiles } from '../resources/from-files.ts'
import { withLastApplied } from '../patch/last-applied.ts'
import { requireFiles } from './require-files.ts'
import { withChangeCause } from './change-cause.ts'

/** `create -f`: every object of the files, going on after a refusal. */
export async function create(call: CommandCall): Promise<void> {
  if (call.args.length > 0) throw new CliError(`error: unknown command "${call.args[0]}"\nSee '${call.path} -h' for help and examples`)
  requireFiles(call)
  const dryRun = readDryRun(call)
  const print = await resultPrinter(call, dryRun)
  const errors: unknown[] = []
  let count = 0
  for await (const item of itemsOfFiles(call, { validates: true })) {
    count += 1
    if (item instanceof CliError) {
      errors.push(item)
      continue
    }
    const { resource, namespace, source } = item
    const prepared = call.flags.bool('save-config') ? withLastApplied(item.object) : item.object
    const object = withChangeCause(call, prepared)
    try {
      const made: JsonObject = dryRun === 'client' ? object : await (await call.cluster()).api.call({
        method: 'POST', path: pathOf(resource, namespace), body: object,
        query: { fieldManager: call.flags.text('field-manager'), ...(dryRun === 'server' ? { dryRun: 'All' } : {}) },
      })
      print(resource, made, 'created')
    } catch (error) {
      errors.push(withSource(error, 'creating', source))
    }
  }
  throwCollected(errors)
  if (count === 0) throw new CliError('error: no objects passed to create')
}
