import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { dig, isObject, objectAt, sameJson, textAt, withoutValue } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { readDryRun, resultPrinter } from '../../output/result.ts'
import { patchTypes } from '../../patch/patch-form.ts'
import { chosenItems } from '../../resources/chosen.ts'
import { eachItem } from '../../resources/each.ts'
import type { Item } from '../../resources/item.ts'
import { patchItem } from '../../resources/patch-item.ts'
import { describeTemplate } from '../describe/template.ts'
import { revisionsOf } from './history.ts'
import type { Revision } from './history.ts'
import { noTypeText } from './texts.ts'

/** `rollout undo`: gives a deployment the pod template of an earlier revision. */
export async function rolloutUndo(call: CommandCall): Promise<void> {
  const dryRun = readDryRun(call)
  const print = await resultPrinter(call, dryRun)
  await eachItem(chosenItems(call, { none: noTypeText, wholeTypes: true }), async (item) => {
    const { template, number } = await target(call, item)
    if (dryRun === 'client') {
      call.io.out(`${item.resource.kind.toLowerCase()}.${item.resource.group}/${item.name} Pod Template:\n${describeTemplate(template).replace('Pod Template:\n', '')} (dry run)\n`)
      return
    }
    if (dig(item.object, 'spec', 'paused') === true) {
      throw new CliError(`error: you cannot rollback a paused deployment; resume it first with '${call.program} rollout resume deployment/${item.name}' and try again`)
    }
    const wanted = withoutValue(template, ['metadata', 'labels', 'pod-template-hash'])
    if (sameJson(wanted, objectAt(item.object, 'spec', 'template'))) return print(item.resource, item.object, `skipped rollback (current template already matches revision ${number})`)
    const object = await patchItem(call, item, { patch: rollback(item.object, wanted), contentType: patchTypes.json, dryRun })
    print(item.resource, object, 'rolled back')
  })
}

async function target(call: CommandCall, item: Item): Promise<Revision> {
  if (item.resource.kind !== 'Deployment') throw new CliError(`error: no rollbacker has been implemented for "${item.resource.kind}"`)
  const revisions = await revisionsOf(call, item)
  const wanted = call.flags.int('to-revision')
  if (wanted < 0) throw new CliError(`error: revision must be a positive integer: ${wanted}`)
  const found = wanted === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === wanted)
  if (found !== undefined) return found
  if (wanted !== 0) throw new CliError(`error: unable to find specified revision ${wanted} in history`)
  throw new CliError(`error: no rollout history found for deployment "${item.name}"`)
}

function rollback(object: JsonObject, template: JsonObject): JsonObject[] {
  const changes: JsonObject[] = [{ op: 'replace', path: '/spec/template', value: template }]
  // The cause that is noted belongs to the revision we leave.
  if (textAt(object, 'metadata', 'annotations', 'kubernetes.io/change-cause') !== '') changes.push({ op: 'remove', path: '/metadata/annotations/kubernetes.io~1change-cause' })
  return changes.filter(isObject)
}
