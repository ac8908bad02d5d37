import { listAt, objectAt, textAt } from '../../json.ts'
import type { Describer } from './describers.ts'
import { addEvents, eventsOf } from './events.ts'
import { Lines } from './lines.ts'
import { addHead, orNone } from './parts.ts'

export const describeConfigMap: Describer = async (call, { object }, withEvents) => {
  const lines = new Lines()
  addHead(lines, object)
  lines.add(0, '').add(0, 'Data').add(0, '====')
  const data = objectAt(object, 'data')
  for (const key of Object.keys(data).toSorted()) lines.add(0, `${key}:`).add(0, '----').addAll(String(data[key]).split('\n'))
  const binary = objectAt(object, 'binaryData')
  if (Object.keys(binary).length > 0) lines.add(0, '').add(0, 'BinaryData').add(0, '====')
  for (const key of Object.keys(binary).toSorted()) lines.add(0, `${key}: ${sizeOf(binary[key])} bytes`)
  if (withEvents) addEvents(lines, await eventsOf(call, object))
  return lines.aligned()
}

export const describeSecret: Describer = async (_call, { object }) => {
  const lines = new Lines()
  addHead(lines, object)
  lines.add(0, '').add(0, `Type:\t${textAt(object, 'type') || 'Opaque'}`).add(0, '').add(0, 'Data').add(0, '====')
  const data = objectAt(object, 'data')
  for (const key of Object.keys(data).toSorted()) lines.add(0, `${key}:\t${sizeOf(data[key])} bytes`)
  return lines.aligned()
}

// What a secret holds is not for the screen; its size is.
function sizeOf(value: unknown): number {
  return Buffer.from(String(value), 'base64').length
}

export const describeServiceAccount: Describer = async (call, { object }, withEvents) => {
  const lines = new Lines()
  addHead(lines, object)
  const names = (field: string) => orNone(listAt(object, field).map((one) => textAt(one, 'name')).join(', '))
  lines.add(0, `Image pull secrets:\t${names('imagePullSecrets')}`).add(0, `Mountable secrets:\t${names('secrets')}`).add(0, 'Tokens:\t<none>')
  if (withEvents) addEvents(lines, await eventsOf(call, object))
  return lines.aligned()
}
