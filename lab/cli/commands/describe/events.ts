import type { CommandCall } from '../../command.ts'
import { isObject, listAt, numberAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { ageOf } from '../../output/table.ts'
import type { Lines } from './lines.ts'

/** Events about an object, oldest first. A server without events has none. */
export async function eventsOf(call: CommandCall, object: JsonObject): Promise<readonly JsonObject[]> {
  const { api, target } = await call.cluster()
  const uid = textAt(object, 'metadata', 'uid')
  const fields = [
    ['name', textAt(object, 'metadata', 'name')], ['namespace', textAt(object, 'metadata', 'namespace')], ['kind', textAt(object, 'kind')],
    ['uid', textAt(object, 'kind') === 'Node' ? textAt(object, 'metadata', 'name') : uid],
  ] as const
  const fieldSelector = fields.filter(([, value]) => value !== '').map(([name, value]) => `involvedObject.${name}=${value}`).join(',')
  const namespace = textAt(object, 'metadata', 'namespace') || target.namespace
  const path = textAt(object, 'kind') === 'Node' || textAt(object, 'kind') === 'Namespace' ? '/api/v1/events' : `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`
  const list = await api.get(path, { fieldSelector })
  return listAt(list, 'items').filter(isObject).toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)))
}

function timeOf(event: JsonObject): string {
  return textAt(event, 'lastTimestamp') || textAt(event, 'eventTime') || textAt(event, 'metadata', 'creationTimestamp')
}

export function addEvents(lines: Lines, events: readonly JsonObject[]): void {
  if (events.length === 0) {
    lines.add(0, 'Events:\t<none>')
    return
  }
  lines.flush().add(0, 'Events:').add(0, '  Type\tReason\tAge\tFrom\tMessage').add(1, '----\t------\t----\t----\t-------')
  for (const event of events) {
    const source = textAt(event, 'source', 'component') || textAt(event, 'reportingComponent') || textAt(event, 'reportingController')
    const message = (textAt(event, 'message') || textAt(event, 'note')).trim()
    lines.add(1, [textAt(event, 'type'), textAt(event, 'reason'), intervalOf(event), source, message].join('\t'))
  }
}

function intervalOf(event: JsonObject): string {
  const nowMs = Date.now()
  const first = textAt(event, 'firstTimestamp') || textAt(event, 'eventTime') || textAt(event, 'metadata', 'creationTimestamp')
  const count = numberAt(event, 'count')
  return count > 1 ? `${ageOf(textAt(event, 'lastTimestamp') || first, nowMs)} (x${count} over ${ageOf(first, nowMs)})` : ageOf(first, nowMs)
}
