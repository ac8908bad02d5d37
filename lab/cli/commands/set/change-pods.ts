import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { sameJson } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { readDryRun, resultPrinter } from '../../output/result.ts'
import { patchTypes } from '../../patch/patch-form.ts'
import { chosenItems } from '../../resources/chosen.ts'
import { eachItem } from '../../resources/each.ts'
import type { Item } from '../../resources/item.ts'
import { patchItem } from '../../resources/patch-item.ts'
import { withChangeCause } from '../change-cause.ts'
import { podSpecPath } from './pod-spec.ts'

export interface PodChange {
  /** Words that name objects. */
  readonly args: readonly string[]
  /** `image updated`, as it is said when something changed. */
  readonly done: string
  /** The patch for an object whose pod spec stands at `path`; undefined where nothing changes. */
  readonly patchOf: (item: Item, path: readonly string[]) => JsonObject | undefined
}

/** Changes the pods of the chosen workloads, as the commands of `set` do. */
export async function changePods(call: CommandCall, { args, done, patchOf }: PodChange): Promise<void> {
  const dryRun = readDryRun(call)
  const print = await resultPrinter(call, dryRun)
  const local = call.flags.has('local') && call.flags.bool('local')
  await eachItem(chosenItems(call, { args, wholeTypes: call.flags.bool('all'), local }), async (item) => {
    const path = podSpecPath(item)
    if (path === undefined) throw new CliError(`error: ${item.resource.plural}/${item.name} the object is not a pod or does not have a pod template: ${item.resource.kind}`)
    const patch = patchOf(item, path)
    if (patch === undefined) return
    if (local || dryRun === 'client') return print(item.resource, await merged(item.object, patch), done)
    const object = await patchItem(call, item, { patch: withChangeCause(call, patch), contentType: patchTypes.strategic, dryRun })
    if (sameJson(object, item.object) && !call.flags.given('output')) return
    print(item.resource, object, done)
  })
}

async function merged(object: JsonObject, patch: JsonObject): Promise<JsonObject> {
  const { strategicMerge } = await import('../../patch/strategic-merge.ts')
  return strategicMerge(object, patch)
}
