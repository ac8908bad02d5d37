import type { FieldType, Message } from './protobuf/message.ts'
import { messages } from './protobuf/messages.ts'
import { ApiError } from './status.ts'

const unknown: Message = { 1: ['type', { 1: ['apiVersion', 'string'], 2: ['kind', 'string'] }], 2: ['raw', 'bytes'] }
const utf8 = new TextDecoder()

/** Decodes `k8s\0` + runtime.Unknown into the JSON form of the object inside. */
export function decodeProtobuf(bytes: Uint8Array): Record<string, unknown> {
  if (utf8.decode(bytes.subarray(0, 4)) !== 'k8s\0') throw new ApiError('BadRequest', 'Expected a protobuf body to begin with "k8s\\0"')
  try {
    const { type, raw } = decode(bytes.subarray(4), unknown) as { type: { apiVersion: string; kind: string }; raw?: Uint8Array } // Shape fixed by `unknown` above.
    const message = Object.hasOwn(messages, type.kind) ? messages[type.kind] : undefined
    if (!message) throw new ApiError('UnsupportedMediaType', `Expected JSON for kind ${type.kind}: its protobuf form is not read here`)
    return { ...type, ...decode(raw ?? new Uint8Array(), message) }
  } catch (cause) {
    if (cause instanceof ApiError) throw cause
    throw new ApiError('BadRequest', 'The protobuf body ends in the middle of a field')
  }
}

function decode(bytes: Uint8Array, message: Message): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const { number, value } of fieldsOf(bytes)) {
    const field = message[number]
    if (!field) continue
    const [name, type, repeated] = field
    const decoded = decodeValue(value, type)
    const before = result[name]
    if (repeated) result[name] = [...(Array.isArray(before) ? before : []), decoded]
    else if (isMap(type)) result[name] = { ...Object(before), ...Object(decoded) }
    else if (name === '') Object.assign(result, decoded)
    else if (decoded !== '' && !(type === 'int' && decoded === 0)) result[name] = decoded
  }
  return result
}

function isMap(type: FieldType): boolean {
  return type === 'map' || type === 'bytes-map' || type === 'quantity-map'
}

function decodeValue(value: number | Uint8Array, type: FieldType): unknown {
  if (typeof value === 'number') return type === 'bool' ? value !== 0 : value
  if (typeof type === 'object') return decode(value, type)
  switch (type) {
    case 'string': return utf8.decode(value)
    case 'bytes': return value
    case 'map': return mapEntry(value, (one) => utf8.decode(one))
    case 'bytes-map': return mapEntry(value, toBase64)
    case 'quantity': return quantity(value)
    case 'quantity-map': return mapEntry(value, quantity)
    case 'int-or-string': return intOrString(value)
    default: return undefined
  }
}

function quantity(bytes: Uint8Array): string {
  return String(decode(bytes, { 1: ['string', 'string'] })['string'] ?? '0')
}

function intOrString(bytes: Uint8Array): unknown {
  const { kind, int, str } = decode(bytes, { 1: ['kind', 'int'], 2: ['int', 'int'], 3: ['str', 'string'] })
  return kind ? (str ?? '') : (int ?? 0)
}

function mapEntry(bytes: Uint8Array, read: (value: Uint8Array) => string): Record<string, string> {
  const { key, value } = decode(bytes, { 1: ['key', 'string'], 2: ['value', 'bytes'] })
  return { [String(key ?? '')]: read(value instanceof Uint8Array ? value : new Uint8Array()) }
}

function* fieldsOf(bytes: Uint8Array): Generator<{ number: number; value: number | Uint8Array }> {
  let at = 0
  const varint = (): number => {
    let result = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at]
      if (byte === undefined || shift > 63) throw new RangeError('unfinished number')
      at += 1
      result += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return result
    }
  }
  while (at < bytes.length) {
    const tag = varint()
    const wire = tag & 7
    const number = Math.floor(tag / 8)
    if (wire === 0) yield { number, value: varint() }
    else {
      const length = wire === 2 ? varint() : wire === 1 ? 8 : 4
      if (at + length > bytes.length) throw new RangeError('unfinished field')
      yield { number, value: bytes.subarray(at, at + length) }
      at += length
    }
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
