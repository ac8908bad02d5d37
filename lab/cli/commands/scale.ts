import { pathOf } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { numberAt, textAt, withValue } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { readDryRun, resultPrinter } from '../output/result.ts'
import type { DryRun } from '../output/result.ts'
import { patchTypes } from '../patch/patch-form.ts'
import { chosenItems } from '../resources/chosen.ts'
import { eachItem } from '../resources/each.ts'
import type { Item } from '../resources/item.ts'
import { patchItem } from '../resources/patch-item.ts'
import { withChangeCause } from './change-cause.ts'

/** `scale`: sets how many replicas a workload is to have. */
export async function scale(call: CommandCall): Promise<void> {
  const { flags } = call
  if (flags.int('replicas') < 0) throw new CliError(`error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0`)
  const dryRun = readDryRun(call)
  const print = await resultPrinter(call, dryRun)
  const count = await eachItem(chosenItems(call), async (item) => print(item.resource, await scaleOne(call, item, dryRun), 'scaled'))
  if (count === 0) throw new CliError('error: no objects passed to scale')
}

async function scaleOne(call: CommandCall, item: Item, dryRun: DryRun): Promise<JsonObject> {
  const { flags } = call
  if (dryRun === 'client') return item.object
  const { api } = await call.cluster()
  const path = `${pathOf(item.resource, item.namespace, item.name)}/scale`
  const replicas = flags.int('replicas')
  const query = dryRun === 'server' ? { dryRun: 'All' } : {}
  if (flags.int('current-replicas') < 0 && flags.text('resource-version') === '') {
    await api.call({ method: 'PATCH', path, contentType: patchTypes.merge, body: { spec: { replicas } }, query })
  } else {
    const live = await api.get(path)
    requireCurrent(call, live)
    await api.call({ method: 'PUT', path, body: withValue(live, ['spec', 'replicas'], replicas), query })
  }
  await recordCause(call, item)
  return item.object
}

function requireCurrent({ flags }: CommandCall, live: JsonObject): void {
  const expected = flags.int('current-replicas')
  const replicas = numberAt(live, 'spec', 'replicas')
  if (expected >= 0 && expected !== replicas) throw new CliError(`error: Expected replicas to be ${expected}, was ${replicas}`)
  const version = flags.text('resource-version')
  const found = textAt(live, 'metadata', 'resourceVersion')
  if (version !== '' && version !== found) throw new CliError(`error: Expected resource version to be ${version}, was ${found}`)
}

async function recordCause(call: CommandCall, item: Item): Promise<void> {
  const noted = withChangeCause(call, {})
  if (Object.keys(noted).length > 0) await patchItem(call, item, { patch: noted })
}
