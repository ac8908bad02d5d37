import { ApiError } from './status.ts'

/** A field of a message: its name and what it holds. */
type Field = readonly [name: string, type: 'string' | 'bytes' | 'int' | 'bool' | 'map' | 'bytes-map' | 'quantity' | 'int-or-string' | Message, repeated?: 'repeated']
interface Message {
  readonly [fieldNumber: number]: Field
}

// Field numbers of k8s.io/api generated.proto, for the kinds that clients write as protobuf (`kubectl create …`, `autoscale`).
const objectMeta: Message = {
  1: ['name', 'string'], 2: ['generateName', 'string'], 3: ['namespace', 'string'], 5: ['uid', 'string'], 6: ['resourceVersion', 'string'],
  7: ['generation', 'int'], 11: ['labels', 'map'], 12: ['annotations', 'map'],
}
const labelSelector: Message = { 1: ['matchLabels', 'map'] }
const envVar: Message = { 1: ['name', 'string'], 2: ['value', 'string'] }
const containerPort: Message = { 1: ['name', 'string'], 2: ['hostPort', 'int'], 3: ['containerPort', 'int'], 4: ['protocol', 'string'] }
const container: Message = {
  1: ['name', 'string'], 2: ['image', 'string'], 3: ['command', 'string', 'repeated'], 4: ['args', 'string', 'repeated'], 5: ['workingDir', 'string'],
  6: ['ports', containerPort, 'repeated'], 7: ['env', envVar, 'repeated'], 14: ['imagePullPolicy', 'string'],
}
const podSpec: Message = { 2: ['containers', container, 'repeated'], 3: ['restartPolicy', 'string'], 8: ['serviceAccountName', 'string'], 20: ['initContainers', container, 'repeated'] }
const podTemplate: Message = { 1: ['metadata', objectMeta], 2: ['spec', podSpec] }
const deploymentSpec: Message = { 1: ['replicas', 'int'], 2: ['selector', labelSelector], 3: ['template', podTemplate] }
const scaleTarget: Message = { 1: ['kind', 'string'], 2: ['name', 'string'], 3: ['apiVersion', 'string'] }
const metricTarget: Message = { 1: ['type', 'string'], 2: ['value', 'quantity'], 3: ['averageValue', 'quantity'], 4: ['averageUtilization', 'int'] }
const resourceMetric: Message = { 1: ['name', 'string'], 2: ['target', metricTarget] }
const metricSpec: Message = { 1: ['type', 'string'], 4: ['resource', resourceMetric] }
const hpaSpec: Message = { 1: ['scaleTargetRef', scaleTarget], 2: ['minReplicas', 'int'], 3: ['maxReplicas', 'int'], 4: ['metrics', metricSpec, 'repeated'] }
const servicePort: Message = { 1: ['name', 'string'], 2: ['protocol', 'string'], 3: ['port', 'int'], 4: ['targetPort', 'int-or-string'], 5: ['nodePort', 'int'] }
const serviceSpec: Message = { 1: ['ports', servicePort, 'repeated'], 2: ['selector', 'map'], 3: ['clusterIP', 'string'], 4: ['type', 'string'] }
const policyRule: Message = { 1: ['verbs', 'string', 'repeated'], 2: ['apiGroups', 'string', 'repeated'], 3: ['resources', 'string', 'repeated'], 4: ['resourceNames', 'string', 'repeated'] }
const subject: Message = { 1: ['kind', 'string'], 2: ['apiGroup', 'string'], 3: ['name', 'string'], 4: ['namespace', 'string'] }
const roleRef: Message = { 1: ['apiGroup', 'string'], 2: ['kind', 'string'], 3: ['name', 'string'] }

const kinds: Readonly<Record<string, Message>> = {
  Namespace: { 1: ['metadata', objectMeta] },
  ConfigMap: { 1: ['metadata', objectMeta], 2: ['data', 'map'], 3: ['binaryData', 'bytes-map'] },
  Secret: { 1: ['metadata', objectMeta], 2: ['data', 'bytes-map'], 3: ['type', 'string'] },
  ServiceAccount: { 1: ['metadata', objectMeta] },
  Service: { 1: ['metadata', objectMeta], 2: ['spec', serviceSpec] },
  Deployment: { 1: ['metadata', objectMeta], 2: ['spec', deploymentSpec] },
  HorizontalPodAutoscaler: { 1: ['metadata', objectMeta], 2: ['spec', hpaSpec] },
  Role: { 1: ['metadata', objectMeta], 2: ['rules', policyRule, 'repeated'] },
  ClusterRole: { 1: ['metadata', objectMeta], 2: ['rules', policyRule, 'repeated'] },
  RoleBinding: { 1: ['metadata', objectMeta], 2: ['subjects', subject, 'repeated'], 3: ['roleRef', roleRef] },
  ClusterRoleBinding: { 1: ['metadata', objectMeta], 2: ['subjects', subject, 'repeated'], 3: ['roleRef', roleRef] },
}

const unknown: Message = { 1: ['type', { 1: ['apiVersion', 'string'], 2: ['kind', 'string'] }], 2: ['raw', 'bytes'] }
const utf8 = new TextDecoder()

/** Decodes `k8s\0` + runtime.Unknown into the JSON form of the object inside. */
export function decodeProtobuf(bytes: Uint8Array): Record<string, unknown> {
  if (utf8.decode(bytes.subarray(0, 4)) !== 'k8s\0') throw new ApiError('BadRequest', 'Expected a protobuf body to begin with "k8s\\0"')
  try {
    const { type, raw } = decode(bytes.subarray(4), unknown) as { type: { apiVersion: string; kind: string }; raw?: Uint8Array } // Shape fixed by `unknown` above.
    const message = kinds[type.kind]
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
    else if (type === 'map' || type === 'bytes-map') result[name] = { ...(before as object | undefined), ...(decoded as object) } // Both made by mapEntry.
    else result[name] = decoded
  }
  return result
}

function decodeValue(value: number | Uint8Array, type: Field[1]): unknown {
  if (typeof value === 'number') return type === 'bool' ? value !== 0 : value
  if (type === 'string') return utf8.decode(value)
  if (type === 'bytes') return value
  if (type === 'map') return mapEntry(value, (one) => utf8.decode(one))
  if (type === 'bytes-map') return mapEntry(value, toBase64)
  if (type === 'quantity') return decode(value, { 1: ['string', 'string'] })['string']
  if (type === 'int-or-string') {
    const { kind, int, str } = decode(value, { 1: ['kind', 'int'], 2: ['int', 'int'], 3: ['str', 'string'] })
    return kind ? str : (int ?? 0)
  }
  return typeof type === 'object' ? decode(value, type) : undefined
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
  return btoa(String.fromCharCode(...bytes))
}
