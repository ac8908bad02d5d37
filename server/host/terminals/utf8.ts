/**
 * How many bytes at the end of `bytes` are the beginning of a UTF-8 character whose rest has not come yet (0 to 3). Bytes
 * that can never become a character count as complete.
 */
export function incompleteTail(bytes: Uint8Array, end = bytes.length): number {
  for (let back = 1; back <= 3 && back <= end; back += 1) {
    const byte = bytes[end - back] ?? 0
    if (byte < 0x80) return 0
    if (byte < 0xc0) continue // A continuation: what it belongs to stands before it.
    return back < characterLength(byte) ? back : 0
  }
  return 0
}

function characterLength(first: number): number {
  if (first >= 0xf0 && first <= 0xf4) return 4
  if (first >= 0xe0) return first <= 0xef ? 3 : 1
  return first >= 0xc2 ? 2 : 1
}
