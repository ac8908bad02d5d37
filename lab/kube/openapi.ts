import type { KindTable } from './kinds.ts'
import { openapiV2Document } from './openapi/v2.ts'
import { openapiV3Document, openapiV3Index } from './openapi/v3.ts'

/** The documents take a while to write and change only with the kinds. */
const documents = new WeakMap<KindTable, { readonly version: number; readonly v2: Uint8Array<ArrayBuffer> }>()

/** Answers `/openapi/v2` and `/openapi/v3`; undefined for other paths. */
export function serveOpenapi(path: string, kinds: KindTable): Response | undefined {
  if (path === '/openapi/v2') {
    // The type has no `@`, which current clients reject as no legal MIME type; JSON here would make create and apply fail.
    return new Response(document(kinds), { headers: { 'content-type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' } })
  }
  if (path === '/openapi/v3') return json(openapiV3Index(kinds, kinds.version))
  const [, group = '', version] = /^\/openapi\/v3\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path) ?? []
  const found = version === undefined ? undefined : openapiV3Document(kinds, { group, version })
  return found === undefined ? undefined : json(found)
}

function document(kinds: KindTable): Uint8Array<ArrayBuffer> {
  const known = documents.get(kinds)
  if (known && known.version === kinds.version) return known.v2
  const v2 = new Uint8Array(openapiV2Document(kinds))
  documents.set(kinds, { version: kinds.version, v2 })
  return v2
}

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } })
}
