import type { CommandCall } from '../../command.ts'
import { isNotFound } from '../../errors.ts'
import { dig, isObject, listAt, numberAt, objectAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { Item } from '../../resources/item.ts'
import { labelsText } from '../../resources/selector-text.ts'
import type { Describer } from './describers.ts'
import { addEvents, eventsOf } from './events.ts'
import { Lines } from './lines.ts'
import { addHead, orNone, plain } from './parts.ts'

export const describeService: Describer = async (call, item, withEvents) => {
  const { object } = item
  const lines = new Lines()
  addHead(lines, object)
  const spec = objectAt(object, 'spec')
  lines.add(0, `Selector:\t${orNone(labelsText(objectAt(spec, 'selector')))}`).add(0, `Type:\t${textAt(spec, 'type') || 'ClusterIP'}`)
  if (textAt(spec, 'ipFamilyPolicy') !== '') lines.add(0, `IP Family Policy:\t${textAt(spec, 'ipFamilyPolicy')}`)
  lines.add(0, `IP Families:\t${orNone(texts(spec, 'ipFamilies'))}`).add(0, `IP:\t${textAt(spec, 'clusterIP')}`).add(0, `IPs:\t${orNone(texts(spec, 'clusterIPs'))}`)
  if (listAt(spec, 'externalIPs').length > 0) lines.add(0, `External IPs:\t${texts(spec, 'externalIPs')}`)
  if (textAt(spec, 'externalName') !== '') lines.add(0, `External Name:\t${textAt(spec, 'externalName')}`)
  const ingress = listAt(object, 'status', 'loadBalancer', 'ingress').map((one) => textAt(one, 'ip') || textAt(one, 'hostname'))
  if (ingress.length > 0) lines.add(0, `LoadBalancer Ingress:\t${ingress.join(', ')}`)
  const endpoints = await endpointsOf(call, item)
  for (const port of listAt(spec, 'ports')) addPort(lines, port, endpoints)
  lines.add(0, `Session Affinity:\t${textAt(spec, 'sessionAffinity') || 'None'}`)
  if (textAt(spec, 'externalTrafficPolicy') !== '') lines.add(0, `External Traffic Policy:\t${textAt(spec, 'externalTrafficPolicy')}`)
  if (withEvents) addEvents(lines, await eventsOf(call, object))
  return lines.aligned()
}

function texts(object: JsonObject, field: string): string {
  return listAt(object, field).map(String).join(',')
}

function addPort(lines: Lines, port: Json, endpoints: JsonObject): void {
  const protocol = textAt(port, 'protocol') || 'TCP'
  const name = textAt(port, 'name')
  const target = plain(dig(port, 'targetPort')) || String(numberAt(port, 'port'))
  lines.add(0, `Port:\t${name === '' ? '<unset>' : name}\t${numberAt(port, 'port')}/${protocol}`).add(0, `TargetPort:\t${target}/${protocol}`)
  if (numberAt(port, 'nodePort') > 0) lines.add(0, `NodePort:\t${name === '' ? '<unset>' : name}\t${numberAt(port, 'nodePort')}/${protocol}`)
  lines.add(0, `Endpoints:\t${endpointsText(endpoints, name)}`)
}

async function endpointsOf(call: CommandCall, { namespace, name }: Item): Promise<JsonObject> {
  const { api } = await call.cluster()
  try {
    return await api.get(`/api/v1/namespaces/${encodeURIComponent(namespace ?? '')}/endpoints/${encodeURIComponent(name)}`)
  } catch (error) {
    if (isNotFound(error)) return {}
    throw error
  }
}

const shownEndpoints = 3

/** The first addresses behind a port of a service, and how many more there are. */
export function endpointsText(endpoints: JsonObject, portName: string): string {
  const found = listAt(endpoints, 'subsets').flatMap((subset) => {
    const ports = listAt(subset, 'ports').filter((port) => textAt(port, 'name') === portName)
    return ports.flatMap((port) => listAt(subset, 'addresses').map((address) => `${textAt(address, 'ip')}:${numberAt(port, 'port')}`))
  })
  const more = found.length > shownEndpoints ? ` + ${found.length - shownEndpoints} more...` : ''
  const text = `${found.slice(0, shownEndpoints).join(',')}${more}`
  return listAt(endpoints, 'subsets').length === 0 ? '<none>' : text
}

export const describeEndpoints: Describer = async (call, { object }, withEvents) => {
  const lines = new Lines()
  addHead(lines, object)
  lines.add(0, 'Subsets:')
  for (const subset of listAt(object, 'subsets')) {
    const addresses = (field: string) => orNone(listAt(subset, field).map((one) => textAt(one, 'ip')).join(','))
    lines.add(1, `Addresses:\t${addresses('addresses')}`).add(1, `NotReadyAddresses:\t${addresses('notReadyAddresses')}`)
    const ports = listAt(subset, 'ports').filter(isObject)
    if (ports.length > 0) lines.add(1, 'Ports:').add(2, 'Name\tPort\tProtocol').add(2, '----\t----\t--------')
    for (const port of ports) lines.add(2, `${textAt(port, 'name') || '<unset>'}\t${numberAt(port, 'port')}\t${textAt(port, 'protocol') || 'TCP'}`)
    lines.add(0, '')
  }
  if (withEvents) addEvents(lines, await eventsOf(call, object))
  return lines.aligned()
}
