import { spawnSync } from 'node:child_process'
import { readSync } from 'node:fs'
import type { Io } from '../../io.ts'

/** Asks on the terminal and reads one line of stdin. */
export function askForText(io: Pick<Io, 'out'>, question: string): string {
  io.out(question)
  return readLine()
}

/** The same, without showing what is typed. */
export function askForPassword(io: Pick<Io, 'out' | 'stdinIsTty'>, question: string): string {
  io.out(question)
  if (!io.stdinIsTty) return readLine()
  spawnSync('stty', ['-echo'], { stdio: ['inherit', 'ignore', 'ignore'] })
  try {
    return readLine()
  } finally {
    spawnSync('stty', ['echo'], { stdio: ['inherit', 'ignore', 'ignore'] })
    io.out('\n')
  }
}

// Byte by byte: what follows the line belongs to whoever reads stdin next.
function readLine(): string {
  const bytes: number[] = []
  const buffer = Buffer.alloc(1)
  for (;;) {
    try {
      if (readSync(0, buffer, 0, 1, null) === 0) break
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') continue
      if (error instanceof Error && 'code' in error && error.code === 'EOF') break
      throw error
    }
    if (buffer[0] === 0x0a) break
    bytes.push(buffer[0] ?? 0)
  }
  return Buffer.from(bytes).toString('utf8').replace(/\r$/, '')
}
