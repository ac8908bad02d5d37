const headerBytes = 12
const types = { a: 1, aaaa: 28, any: 255 }
const secondsToLive = 60

/**
 * Answers one question about a name: 127.0.0.1 for the names that are ours, "no such name" for all others, for where there is
 * nobody else to ask.
 * @param patterns names; `*.name` is everything below it
 * @returns undefined for what is no question at all
 */
export function answerName(message: Buffer, patterns: readonly string[]): Buffer | undefined {
  const question = readQuestion(message)
  if (!question) return undefined
  const known = patterns.some((pattern) => matches(question.name, pattern))
  const hasAddress = known && (question.type === types.a || question.type === types.any)
  const header = Buffer.alloc(headerBytes)
  message.copy(header, 0, 0, 2)
  // Answer, authoritative; "recursion desired" as asked; recursion available, or else some resolvers go on asking.
  header.writeUInt16BE(0x8480 | (message.readUInt16BE(2) & 0x0100) | (known ? 0 : 3), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(hasAddress ? 1 : 0, 6)
  return Buffer.concat([header, message.subarray(headerBytes, question.end), ...(hasAddress ? [addressRecord()] : [])])
}

/** Whether a message asks for a name that is ours, so that nobody else needs to hear of it. */
export function asksForOurs(message: Buffer, patterns: readonly string[]): boolean {
  const question = readQuestion(message)
  return question !== undefined && patterns.some((pattern) => matches(question.name, pattern))
}

function matches(name: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern
}

// The name is a reference to the question's, 12 bytes into the message.
function addressRecord(): Buffer {
  const record = Buffer.alloc(16)
  record.writeUInt16BE(0xC00C, 0)
  record.writeUInt16BE(types.a, 2)
  record.writeUInt16BE(1, 4)
  record.writeUInt32BE(secondsToLive, 6)
  record.writeUInt16BE(4, 10)
  record.set([127, 0, 0, 1], 12)
  return record
}

function readQuestion(message: Buffer): { readonly name: string; readonly type: number; readonly end: number } | undefined {
  if (message.length < headerBytes || message.readUInt16BE(4) !== 1) return undefined
  const labels: string[] = []
  let at = headerBytes
  for (;;) {
    const length = message[at]
    // A question has no references (0xC0) to names before it: there are none.
    if (length === undefined || length > 63) return undefined
    at += 1
    if (length === 0) break
    labels.push(message.toString('latin1', at, at + length))
    at += length
  }
  return at + 4 <= message.length ? { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at), end: at + 4 } : undefined
}
