import { spawnSync } from 'node:child_process'
import type { Io } from '../../io.ts'
import { readLineOfStdin } from '../../stdin.ts'

/** Asks on the terminal and reads one line of stdin. */
export function askForText(io: Pick<Io, 'out'>, question: string): string {
  io.out(question)
  return readLineOfStdin()
}

/** The same, without showing what is typed. */
export function askForPassword(io: Pick<Io, 'out' | 'stdinIsTty'>, question: string): string {
  io.out(question)
  if (!io.stdinIsTty) return readLineOfStdin()
  spawnSync('stty', ['-echo'], { stdio: ['inherit', 'ignore', 'ignore'] })
  try {
    return readLineOfStdin()
  } finally {
    spawnSync('stty', ['echo'], { stdio: ['inherit', 'ignore', 'ignore'] })
    io.out('\n')
  }
}
