/**
 * A whole but empty gnostic `openapi.v2.Document`: `{swagger: "2.0", info: {title: "k8s", version: "v1"}, paths: {}}`. With it
 * clients skip their own validation; JSON here, or a 404, makes create, replace and apply fail in kubectl 1.20 and 1.35.
 */
const emptyDocument = new Uint8Array([0x0a, 0x03, 0x32, 0x2e, 0x30, 0x12, 0x09, 0x0a, 0x03, 0x6b, 0x38, 0x73, 0x12, 0x02, 0x76, 0x31, 0x42, 0x00])

/** Answers `/openapi/v2`. The type has no `@`, which current clients reject as no legal MIME type. */
export function openapiV2(): Response {
  return new Response(emptyDocument, { headers: { 'content-type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' } })
}
