import type { CommandCall } from '../../command.ts'
import { qualifiedPlural } from '../../api/discovery.ts'
import { CliError } from '../../errors.ts'
import { dig } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { resultPrinter } from '../../output/result.ts'
import { chosenItems } from '../../resources/chosen.ts'
import { eachItem } from '../../resources/each.ts'
import type { Item } from '../../resources/item.ts'
import { patchItem } from '../../resources/patch-item.ts'
import { noTypeText } from './texts.ts'

/** `rollout pause`: changes of the template wait until `resume`. */
export async function rolloutPause(call: CommandCall): Promise<void> {
  await patchEach(call, 'paused', (item) => {
    if (item.resource.kind !== 'Deployment') throw new CliError(`error: ${qualifiedPlural(item.resource)} "${item.name}" pausing is not supported`)
    if (isPaused(item)) throw new CliError(`error: ${qualifiedPlural(item.resource)} "${item.name}" is already paused`)
    return { spec: { paused: true } }
  })
}

export async function rolloutResume(call: CommandCall): Promise<void> {
  await patchEach(call, 'resumed', (item) => {
    if (item.resource.kind !== 'Deployment') throw new CliError(`error: ${qualifiedPlural(item.resource)} "${item.name}" resuming is not supported`)
    if (!isPaused(item)) throw new CliError(`error: ${qualifiedPlural(item.resource)} "${item.name}" is not paused`)
    return { spec: { paused: null } }
  })
}

/** `rollout restart`: a new time in the template makes new pods of the same kind. */
export async function rolloutRestart(call: CommandCall): Promise<void> {
  const restartedAt = new Date().toISOString().replace(/\.\d+/, '')
  await patchEach(call, 'restarted', (item) => {
    if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(item.resource.kind)) throw new CliError(`error: ${qualifiedPlural(item.resource)} "${item.name}" restarting is not supported`)
    if (isPaused(item)) throw new CliError(`error: ${qualifiedPlural(item.resource)} "${item.name}" can't restart paused deployment (run rollout resume first)`)
    return { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt } } } } }
  })
}

async function patchEach(call: CommandCall, done: string, patchOf: (item: Item) => JsonObject): Promise<void> {
  const print = await resultPrinter(call)
  await eachItem(chosenItems(call, { none: noTypeText, wholeTypes: true }), async (item) => {
    const object = await patchItem(call, item, { patch: patchOf(item) })
    print(item.resource, object, done)
  })
}

function isPaused({ object }: Item): boolean {
  return dig(object, 'spec', 'paused') === true
}
