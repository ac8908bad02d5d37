import { readSync } from 'node:fs'

/** Waits a moment without giving up the thread: a pipe that does not block has nothing to read, or no room, right now. */
export function pauseBriefly(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
}

/** Reads all of stdin, whether it blocks or not. Never through `process.stdin`, which would make it non-blocking for everyone who shares it. */
export function readAllOfStdin(): string {
  const parts: Buffer[] = []
  for (;;) {
    const part = Buffer.alloc(65_536)
    const count = readSome(part)
    if (count === 0) return Buffer.concat(parts).toString('utf8')
    parts.push(part.subarray(0, count))
  }
}

/** Reads one line, byte by byte: what follows it belongs to whoever reads stdin next. */
export function readLineOfStdin(): string {
  const bytes: number[] = []
  const byte = Buffer.alloc(1)
  while (readSome(byte) > 0 && byte[0] !== 0x0a) bytes.push(byte[0] ?? 0)
  return Buffer.from(bytes).toString('utf8').replace(/\r$/, '')
}

// 0 at the end.
function readSome(buffer: Buffer): number {
  for (;;) {
    try {
      return readSync(0, buffer, 0, buffer.length, null)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      pauseBriefly()
    }
  }
}
