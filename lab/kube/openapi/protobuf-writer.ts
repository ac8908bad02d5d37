const encoder = new TextEncoder()

/** A length-delimited field of a protobuf message: a text or a message inside. */
export function field(number: number, content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content
  return joined([varint(number * 8 + 2), varint(bytes.length), bytes])
}

/** A field that holds a number or a flag. */
export function numberField(number: number, value: number): Uint8Array {
  return joined([varint(number * 8), varint(value)])
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80)
  return new Uint8Array([...bytes, rest])
}
