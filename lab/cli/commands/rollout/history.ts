import { pathOf } from '../../api/discovery.ts'
import { resolveKind } from '../../api/resolve-type.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { isObject, listAt, objectAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { selectorText } from '../../resources/selector-text.ts'
import type { Item } from '../../resources/item.ts'

export interface Revision {
  readonly number: number
  readonly cause: string
  /** Pod template, as the set of that revision has it. */
  readonly template: JsonObject
}

const revisionAnnotation = 'deployment.kubernetes.io/revision'
const causeAnnotation = 'kubernetes.io/change-cause'

/**
 * What a deployment was before: one revision for each of its replica sets, oldest first.
 * @throws CliError for a type without such a history.
 */
export async function revisionsOf(call: CommandCall, item: Item): Promise<readonly Revision[]> {
  if (item.resource.kind !== 'Deployment') throw new CliError(`error: no history viewer has been implemented for "${item.resource.kind}"`)
  const { api, discovery } = await call.cluster()
  const sets = await resolveKind(discovery, 'apps/v1', 'ReplicaSet')
  if (sets === undefined) throw new CliError(`error: unable to find history: the server has no replica sets`)
  const list = await api.get(pathOf(sets, item.namespace), { labelSelector: selectorText(objectAt(item.object, 'spec', 'selector')) })
  return listAt(list, 'items').filter(isObject).filter((set) => isOwnedBy(set, item.object))
    .map((set) => ({ number: Number(textAt(set, 'metadata', 'annotations', revisionAnnotation)), cause: textAt(set, 'metadata', 'annotations', causeAnnotation), template: objectAt(set, 'spec', 'template') }))
    .filter(({ number }) => number > 0)
    .toSorted((a, b) => a.number - b.number)
}

export function isOwnedBy(object: JsonObject, owner: JsonObject): boolean {
  return listAt(object, 'metadata', 'ownerReferences').some((reference) => textAt(reference, 'uid') === textAt(owner, 'metadata', 'uid'))
}
