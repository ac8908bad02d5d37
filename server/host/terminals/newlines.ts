const newline = 0x0a
const wordBytes = 4

/** How many line ends there are. Four bytes at a time: floods are counted whole. */
export function countNewlines(bytes: Uint8Array): number {
  if (bytes.length < 2 * wordBytes) return countSingly(bytes)
  const lead = (wordBytes - (bytes.byteOffset % wordBytes)) % wordBytes
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + lead, Math.floor((bytes.length - lead) / wordBytes))
  let count = countSingly(bytes.subarray(0, lead)) + countSingly(bytes.subarray(lead + words.length * wordBytes))
  for (let at = 0; at < words.length; at += 1) {
    // A byte that is a line end becomes zero, and then the only one whose highest bit is set in the end.
    const word = (words[at] ?? 0) ^ 0x0a0a0a0a
    const found = ~((((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word) | 0x7f7f7f7f)
    count += Math.imul(found >>> 7, 0x01010101) >>> 24
  }
  return count
}

function countSingly(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte === newline) count += 1
  return count
}
