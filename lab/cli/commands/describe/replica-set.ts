import { isObject, listAt, numberAt, objectAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import type { CommandCall } from '../../command.ts'
import type { Item } from '../../resources/item.ts'
import { selectorText } from '../../resources/selector-text.ts'
import { isOwnedBy } from '../rollout/history.ts'
import { addConditions } from './deployment.ts'
import type { Describer } from './describers.ts'
import { addEvents, eventsOf } from './events.ts'
import { Lines } from './lines.ts'
import { addAnnotations, addLabels, controllerOf } from './parts.ts'
import { addTemplate } from './template.ts'

export const describeReplicaSet: Describer = async (call, item, withEvents) => {
  const { object } = item
  const lines = new Lines()
  lines.add(0, `Name:\t${item.name}`).add(0, `Namespace:\t${item.namespace ?? ''}`).add(0, `Selector:\t${selectorText(objectAt(object, 'spec', 'selector'))}`)
  addLabels(lines, 'Labels', objectAt(object, 'metadata', 'labels'))
  addAnnotations(lines, 'Annotations', objectAt(object, 'metadata', 'annotations'))
  if (controllerOf(object) !== '') lines.add(0, `Controlled By:\t${controllerOf(object)}`)
  lines.add(0, `Replicas:\t${numberAt(object, 'status', 'replicas')} current / ${numberAt(object, 'spec', 'replicas')} desired`)
  lines.add(0, `Pods Status:\t${podsStatus(await podsOf(call, item))}`)
  addTemplate(lines, objectAt(object, 'spec', 'template'))
  addConditions(lines, object)
  if (withEvents) addEvents(lines, await eventsOf(call, object))
  return lines.aligned()
}

async function podsOf(call: CommandCall, { object, namespace }: Item): Promise<readonly JsonObject[]> {
  const { api } = await call.cluster()
  const list = await api.get(`/api/v1/namespaces/${encodeURIComponent(namespace ?? '')}/pods`, { labelSelector: selectorText(objectAt(object, 'spec', 'selector')) })
  return listAt(list, 'items').filter(isObject).filter((pod) => isOwnedBy(pod, object))
}

function podsStatus(pods: readonly JsonObject[]): string {
  const count = (phase: string) => pods.filter((pod) => textAt(pod, 'status', 'phase') === phase).length
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`
}
