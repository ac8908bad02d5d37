const decoder = new TextDecoder()
const encoder = new TextEncoder()
const isAscii = /^[ -~\t\r\n]*$/

/** A body as text. */
export function bodyText(body: Uint8Array | string | undefined): string {
  return typeof body === 'string' ? body : decoder.decode(body)
}

/** A body as JSON; undefined when it is none. */
export function bodyJson(body: Uint8Array | string | undefined): unknown {
  try {
    return JSON.parse(bodyText(body))
  } catch {
    // Services answer with whatever they like; a reader that finds nothing says so itself.
    return undefined
  }
}

/** Bytes of a body in UTF-8. */
export function byteLength(body: Uint8Array | string): number {
  if (typeof body !== 'string') return body.byteLength
  return isAscii.test(body) ? body.length : encoder.encode(body).byteLength
}
