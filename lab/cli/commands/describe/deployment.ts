import { dig, isObject, listAt, numberAt, objectAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { pathOf } from '../../api/discovery.ts'
import { resolveKind } from '../../api/resolve-type.ts'
import type { CommandCall } from '../../command.ts'
import type { Item } from '../../resources/item.ts'
import { selectorText } from '../../resources/selector-text.ts'
import { isOwnedBy } from '../rollout/history.ts'
import type { Describer } from './describers.ts'
import { addEvents, eventsOf } from './events.ts'
import { Lines } from './lines.ts'
import { addAnnotations, addLabels, orNone, plain, timeText } from './parts.ts'
import { addTemplate } from './template.ts'

const revisionAnnotation = 'deployment.kubernetes.io/revision'

export const describeDeployment: Describer = async (call, item, withEvents) => {
  const { object } = item
  const lines = new Lines()
  lines.add(0, `Name:\t${item.name}`).add(0, `Namespace:\t${item.namespace ?? ''}`)
    .add(0, `CreationTimestamp:\t${timeText(textAt(object, 'metadata', 'creationTimestamp'))}`)
  addLabels(lines, 'Labels', objectAt(object, 'metadata', 'labels'))
  addAnnotations(lines, 'Annotations', objectAt(object, 'metadata', 'annotations'))
  lines.add(0, `Selector:\t${selectorText(objectAt(object, 'spec', 'selector'))}`)
  const count = (field: string) => numberAt(object, 'status', field)
  lines.add(0, `Replicas:\t${dig(object, 'spec', 'replicas') === undefined ? 1 : numberAt(object, 'spec', 'replicas')} desired | ${count('updatedReplicas')} updated | ${count('replicas')} total | ${count('availableReplicas')} available | ${count('unavailableReplicas')} unavailable`)
  lines.add(0, `StrategyType:\t${textAt(object, 'spec', 'strategy', 'type') || 'RollingUpdate'}`).add(0, `MinReadySeconds:\t${numberAt(object, 'spec', 'minReadySeconds')}`)
  const rolling = dig(object, 'spec', 'strategy', 'rollingUpdate')
  if (isObject(rolling)) lines.add(0, `RollingUpdateStrategy:\t${plain(rolling.maxUnavailable)} max unavailable, ${plain(rolling.maxSurge)} max surge`)
  addTemplate(lines, objectAt(object, 'spec', 'template'))
  addConditions(lines, object)
  const sets = await replicaSets(call, item)
  const current = sets.find((set) => textAt(set, 'metadata', 'annotations', revisionAnnotation) === textAt(object, 'metadata', 'annotations', revisionAnnotation))
  const old = sets.filter((set) => set !== current && numberAt(set, 'spec', 'replicas') > 0)
  lines.add(0, `OldReplicaSets:\t${setsText(old)}`).add(0, `NewReplicaSet:\t${setsText(current === undefined ? [] : [current])}`)
  if (withEvents) addEvents(lines, await eventsOf(call, object))
  return lines.aligned()
}

export function addConditions(lines: Lines, object: JsonObject): void {
  const conditions = listAt(object, 'status', 'conditions')
  if (conditions.length === 0) return
  lines.add(0, 'Conditions:').add(0, '  Type\tStatus\tReason').add(1, '----\t------\t------')
  for (const one of conditions) lines.add(1, `${textAt(one, 'type')} \t${textAt(one, 'status')}\t${textAt(one, 'reason')}`)
}

async function replicaSets(call: CommandCall, { object, namespace }: Item): Promise<readonly JsonObject[]> {
  const { api, discovery } = await call.cluster()
  const resource = await resolveKind(discovery, 'apps/v1', 'ReplicaSet')
  if (resource === undefined) return []
  const list = await api.get(pathOf(resource, namespace), { labelSelector: selectorText(objectAt(object, 'spec', 'selector')) })
  return listAt(list, 'items').filter(isObject).filter((set) => isOwnedBy(set, object))
}

function setsText(sets: readonly JsonObject[]): string {
  return orNone(sets.map((set) => `${textAt(set, 'metadata', 'name')} (${numberAt(set, 'status', 'replicas')}/${numberAt(set, 'spec', 'replicas')} replicas created)`).join(', '))
}
