import { parse as parseYaml } from 'yaml'
import type { KubeObject } from './object.ts'
import { decodeProtobuf } from './protobuf.ts'
import { isRecord, text } from './read.ts'
import { ApiError } from './status.ts'

/** Reads a request body as JSON, YAML or Kubernetes' protobuf, whichever its Content-Type says. */
export async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? 'application/json'
  if (type.startsWith('application/vnd.kubernetes.protobuf')) return decodeProtobuf(new Uint8Array(await request.arrayBuffer()))
  const source = await request.text()
  if (source.trim() === '') return undefined
  try {
    return /yaml/.test(type) ? parseYaml(source, { maxAliasCount: 100 }) : JSON.parse(source)
  } catch (error) {
    throw new ApiError('BadRequest', `the object provided is unrecognized (must be of type ${type}): ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}

/** A body that must be an object of Kubernetes. */
export function asObject(body: unknown): KubeObject {
  if (!isRecord(body)) throw new ApiError('BadRequest', 'Expected the body to be an object, got something else')
  const metadata = isRecord(body['metadata']) ? body['metadata'] : {}
  return { ...body, apiVersion: text(body['apiVersion']), kind: text(body['kind']), metadata: { ...metadata, name: text(metadata['name']) } }
}
