import type { CommandCall } from '../../command.ts'
import { isNotFound } from '../../errors.ts'
import { dig, isObject, listAt, numberAt, objectAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { ageWords } from '../openshift/age-words.ts'
import type { Describer } from './describers.ts'
import { Lines } from './lines.ts'
import { addAnnotations, addLabels, orNone, plain } from './parts.ts'

/** A route as oc tells about it. */
export const describeRoute: Describer = async (call, { object, namespace = '', name }) => {
  const lines = new Lines().add(0, `Name:\t${name}`).add(0, `Namespace:\t${namespace}`).add(0, `Created:\t${ageWords(Date.now() - Date.parse(textAt(object, 'metadata', 'creationTimestamp')))} ago`)
  addLabels(lines, 'Labels', objectAt(object, 'metadata', 'labels'))
  addAnnotations(lines, 'Annotations', objectAt(object, 'metadata', 'annotations'))
  lines.add(0, `Requested Host:\t${textAt(object, 'spec', 'host') || '<auto>'}`)
  for (const ingress of listAt(object, 'status', 'ingress')) lines.add(0, `\t  exposed on router ${textAt(ingress, 'routerName')}`)
  lines.add(0, `Path:\t${orNone(textAt(object, 'spec', 'path'))}`)
  const tls = objectAt(object, 'spec', 'tls')
  lines.add(0, `TLS Termination:\t${orNone(textAt(tls, 'termination'))}`).add(0, `Insecure Policy:\t${orNone(textAt(tls, 'insecureEdgeTerminationPolicy'))}`)
    .add(0, `Endpoint Port:\t${plain(dig(object, 'spec', 'port', 'targetPort')) || '<all endpoint ports>'}`)
  const targets = [dig(object, 'spec', 'to'), ...listAt(object, 'spec', 'alternateBackends')].filter(isObject)
  const total = targets.reduce((sum, target) => sum + (target.weight === undefined ? 100 : numberAt(target, 'weight')), 0)
  for (const target of targets) {
    const weight = target.weight === undefined ? 100 : numberAt(target, 'weight')
    lines.add(0, '').add(0, `Service:\t${textAt(target, 'name')}`).add(0, `Weight:\t${weight} (${total === 0 ? 0 : Math.round((weight / total) * 100)}%)`)
      .add(0, `Endpoints:\t${await endpoints(call, namespace, textAt(target, 'name'))}`)
  }
  return lines.aligned()
}

async function endpoints(call: CommandCall, namespace: string, service: string): Promise<string> {
  try {
    const object: JsonObject = await (await call.cluster()).api.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}/endpoints/${encodeURIComponent(service)}`)
    const found = listAt(object, 'subsets').flatMap((subset) => listAt(subset, 'addresses').flatMap((address) => listAt(subset, 'ports').map((port) => `${textAt(address, 'ip')}:${numberAt(port, 'port')}`)))
    return orNone(`${found.slice(0, 3).join(', ')}${found.length > 3 ? ` + ${found.length - 3} more...` : ''}`)
  } catch (error) {
    if (isNotFound(error)) return '<error: endpoints not found>'
    throw error
  }
}
