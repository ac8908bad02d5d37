import { pathOf } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError, isNotFound, throwCollected, withSource } from '../errors.ts'
import { textAt, withValue } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { readDryRun, resultPrinter } from '../output/result.ts'
import type { DryRun } from '../output/result.ts'
import { withLastApplied } from '../patch/last-applied.ts'
import { itemsOfFiles } from '../resources/from-files.ts'
import type { Item } from '../resources/item.ts'
import { withChangeCause } from './change-cause.ts'
import { requireFiles } from './require-files.ts'
import { deleteItem, readDeletion, waitUntilGone } from './delete-item.ts'

/** `replace -f`: puts the whole object of the file in the place of the one with its name. */
export async function replace(call: CommandCall): Promise<void> {
  if (call.args.length > 0) throw new CliError(`error: unexpected argument "${call.args[0]}": replace takes its objects from -f FILE\nSee '${call.path} -h' for help and examples`)
  requireFiles(call)
  const force = call.flags.bool('force')
  if (!force && call.flags.int('grace-period') >= 0) throw new CliError('error: --grace-period must have --force specified')
  if (!force && call.flags.duration('timeout') > 0) throw new CliError('error: --timeout must have --force specified')
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
    try {
      const made = force ? await recreate(call, item) : await replaceOne(call, item, dryRun)
      print(item.resource, made, 'replaced')
    } catch (error) {
      errors.push(withSource(error, 'replacing', item.source))
    }
  }
  throwCollected(errors)
  if (count === 0) throw new CliError('error: no objects passed to replace')
}

async function replaceOne(call: CommandCall, item: Item, dryRun: DryRun): Promise<JsonObject> {
  const object = prepare(call, item)
  if (dryRun === 'client') return object
  const { api } = await call.cluster()
  const path = pathOf(item.resource, item.namespace, item.name)
  const query = { fieldManager: call.flags.text('field-manager'), ...(dryRun === 'server' ? { dryRun: 'All' } : {}) }
  if (textAt(object, 'metadata', 'resourceVersion') !== '') return api.call({ method: 'PUT', path, query, body: object })
  const live = await api.get(path)
  const version = textAt(live, 'metadata', 'resourceVersion')
  return api.call({ method: 'PUT', path, query, body: withValue(object, ['metadata', 'resourceVersion'], version) })
}

function prepare(call: CommandCall, { object }: Item): JsonObject {
  const annotated = textAt(object, 'metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration') !== ''
  return withChangeCause(call, call.flags.bool('save-config') || annotated ? withLastApplied(object) : object)
}

// --force: away with the old one, whether it exists or not, then create.
async function recreate(call: CommandCall, item: Item): Promise<JsonObject> {
  const { api } = await call.cluster()
  const deletion = readDeletion(call)
  try {
    await deleteItem(api, item, deletion)
    call.io.out(`${item.resource.kind.toLowerCase()}${item.resource.group === '' ? '' : `.${item.resource.group}`} "${item.name}" deleted\n`)
    await waitUntilGone(api, item, deletion)
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
  return api.call({
    method: 'POST', path: pathOf(item.resource, item.namespace), query: { fieldManager: call.flags.text('field-manager') }, body: prepare(call, item),
  })
}
