import { dig, isObject, listAt, numberAt, objectAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import { ageOf } from '../../output/table.ts'
import { addContainers } from './containers.ts'
import type { Describer } from './describers.ts'
import { addEvents, eventsOf } from './events.ts'
import { Lines } from './lines.ts'
import { addAnnotations, addLabels, addList, controllerOf, plain, timeText } from './parts.ts'
import { addVolumes } from './volumes.ts'

export const describePod: Describer = async (call, { object: pod }, withEvents) => {
  const lines = new Lines()
  addTop(lines, pod)
  const containers = (field: string) => listAt(pod, 'spec', field).filter(isObject)
  const statuses = (field: string) => listAt(pod, 'status', field).filter(isObject)
  if (containers('initContainers').length > 0) {
    addContainers(lines, { label: 'Init Containers', containers: containers('initContainers'), statuses: statuses('initContainerStatuses'), pod }, '')
  }
  addContainers(lines, { label: 'Containers', containers: containers('containers'), statuses: statuses('containerStatuses'), pod }, '')
  const conditions = listAt(pod, 'status', 'conditions')
  if (conditions.length > 0) lines.add(0, 'Conditions:').add(0, '  Type\tStatus')
  for (const condition of conditions) lines.add(1, `${textAt(condition, 'type')} \t${textAt(condition, 'status')} `)
  addVolumes(lines, listAt(pod, 'spec', 'volumes').filter(isObject), '')
  lines.add(0, `QoS Class:\t${textAt(pod, 'status', 'qosClass') || qualityOf(pod)}`)
  addLabels(lines, 'Node-Selectors', objectAt(pod, 'spec', 'nodeSelector'))
  addList(lines, 'Tolerations', listAt(pod, 'spec', 'tolerations').map(tolerationText))
  if (withEvents) addEvents(lines, await eventsOf(call, pod))
  return lines.aligned()
}

function addTop(lines: Lines, pod: JsonObject): void {
  lines.add(0, `Name:\t${textAt(pod, 'metadata', 'name')}`).add(0, `Namespace:\t${textAt(pod, 'metadata', 'namespace')}`)
  if (dig(pod, 'spec', 'priority') !== undefined) lines.add(0, `Priority:\t${numberAt(pod, 'spec', 'priority')}`)
  const node = textAt(pod, 'spec', 'nodeName')
  lines.add(0, `Node:\t${node === '' ? '<none>' : `${node}/${textAt(pod, 'status', 'hostIP')}`}`)
  const started = textAt(pod, 'status', 'startTime')
  if (started !== '') lines.add(0, `Start Time:\t${timeText(started)}`)
  addLabels(lines, 'Labels', objectAt(pod, 'metadata', 'labels'))
  addAnnotations(lines, 'Annotations', objectAt(pod, 'metadata', 'annotations'))
  const deleted = textAt(pod, 'metadata', 'deletionTimestamp')
  if (deleted === '') lines.add(0, `Status:\t${textAt(pod, 'status', 'phase')}`)
  else lines.add(0, `Status:\tTerminating (lasts ${ageOf(deleted, Date.now())})`).add(0, `Termination Grace Period:\t${numberAt(pod, 'metadata', 'deletionGracePeriodSeconds')}s`)
  for (const [title, field] of [['Reason', 'reason'], ['Message', 'message']] as const) if (textAt(pod, 'status', field) !== '') lines.add(0, `${title}:\t${textAt(pod, 'status', field)}`)
  lines.add(0, `IP:\t${textAt(pod, 'status', 'podIP')}`)
  const addresses = listAt(pod, 'status', 'podIPs')
  lines.add(0, addresses.length === 0 ? 'IPs:\t<none>' : 'IPs:')
  for (const address of addresses) lines.add(1, `IP:\t${textAt(address, 'ip')}`)
  if (controllerOf(pod) !== '') lines.add(0, `Controlled By:\t${controllerOf(pod)}`)
}

/** How safe a pod is when its node runs out of memory. */
function qualityOf(pod: JsonObject): string {
  const resources = listAt(pod, 'spec', 'containers').map((container) => objectAt(container, 'resources'))
  const has = (one: JsonObject, field: string) => Object.keys(objectAt(one, field)).length > 0
  if (resources.every((one) => !has(one, 'limits') && !has(one, 'requests'))) return 'BestEffort'
  const guaranteed = resources.every((one) => ['cpu', 'memory'].every((name) => {
    const limit = plain(dig(one, 'limits', name))
    const request = plain(dig(one, 'requests', name))
    return limit !== '' && (request === '' || request === limit)
  }))
  return guaranteed ? 'Guaranteed' : 'Burstable'
}

function tolerationText(toleration: Json): string {
  const key = textAt(toleration, 'key')
  const value = textAt(toleration, 'value')
  const effect = textAt(toleration, 'effect')
  const seconds = dig(toleration, 'tolerationSeconds')
  const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`
  const exists = textAt(toleration, 'operator') === 'Exists' && value === '' && (key !== '' || effect !== '') ? ' op=Exists' : textAt(toleration, 'operator') === 'Exists' && key === '' ? 'op=Exists' : ''
  return `${what}${exists}${seconds === undefined ? '' : ` for ${plain(seconds)}s`}`
}
