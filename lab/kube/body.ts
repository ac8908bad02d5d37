import { parse as parseYaml } from 'yaml'
import type { KubeObject } from './object.ts'
import { decodeProtobuf } from './protobuf.ts'
import { isRecord, text } from './read.ts'
import { ApiError } from './status.ts'

/** Limits of a request's body. The first is the real API server's; YAML takes far longer to read than JSON. */
const bodyLimits = { bytes: 3 * 2 ** 20, yamlBytes: 512 * 1024, depth: 256 } as const

/** Reads a request body as JSON, YAML or Kubernetes' protobuf, whichever its Content-Type says; undefined when it is empty. */
export async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? 'application/json'
  const bytes = await readBytes(request)
  if (bytes.length === 0) return undefined
  if (type.startsWith('application/vnd.kubernetes.protobuf')) return checked(decodeProtobuf(bytes))
  const source = new TextDecoder().decode(bytes)
  return source.trim() === '' ? undefined : checked(parse(source, type))
}

/** A body that must be an object of Kubernetes. */
export function asObject(body: unknown): KubeObject {
  if (!isRecord(body)) throw new ApiError('BadRequest', 'Expected the body to be an object, got something else')
  const metadata = isRecord(body['metadata']) ? body['metadata'] : {}
  return { ...body, apiVersion: text(body['apiVersion']), kind: text(body['kind']), metadata: { ...metadata, name: text(metadata['name']) } }
}

function parse(source: string, type: string): unknown {
  const isYaml = /yaml/.test(type)
  // JSON is YAML too, and read much faster as what it is.
  const fast = !isYaml || /^\s*[{[]/.test(source) ? parseJson(source) : undefined
  if (fast && 'value' in fast) return fast.value
  if (!isYaml) throw unrecognized(type, fast?.problem)
  if (source.length > bodyLimits.yamlBytes) throw tooLarge(bodyLimits.yamlBytes)
  try {
    return parseYaml(source, { maxAliasCount: 100, logLevel: 'error' })
  } catch (error) {
    throw unrecognized(type, error instanceof Error ? error.message.split('\n')[0] : undefined)
  }
}

function parseJson(source: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(source) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'unreadable' }
  }
}

function unrecognized(type: string, problem = 'unreadable'): ApiError {
  return new ApiError('BadRequest', `the object provided is unrecognized (must be of type ${type}): ${problem}`)
}

function tooLarge(limit: number): ApiError {
  return new ApiError('RequestEntityTooLarge', `Request entity too large: limit is ${limit}`)
}

async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > bodyLimits.bytes) throw tooLarge(bodyLimits.bytes)
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    chunks.push(part.value)
    length += part.value.length
    if (length <= bodyLimits.bytes) continue
    await reader?.cancel()
    throw tooLarge(bodyLimits.bytes)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** Refuses what later code, which calls itself for each level and copies keys, had better not meet. Walks without calling itself. */
function checked(body: unknown): unknown {
  const open: { readonly value: object; readonly depth: number }[] = []
  const note = (value: unknown, depth: number) => {
    if (typeof value === 'object' && value !== null) open.push({ value, depth })
  }
  note(body, 1)
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next
    if (depth > bodyLimits.depth) throw new ApiError('BadRequest', `the object provided is nested more than ${bodyLimits.depth} levels deep`)
    if (Object.hasOwn(value, '__proto__')) throw new ApiError('BadRequest', 'the object provided has a key "__proto__", which no field is called')
    for (const part of Object.values(value)) note(part, depth + 1)
  }
  return body
}
