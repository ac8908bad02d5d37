import { spawn } from 'node:child_process'
import type { AttackResult } from './scene.ts'

/** What a process of its own tells of attacks, one line of JSON each. */
export type ResultLine = { readonly result: AttackResult } | { readonly skipped: string }

export function tellLine(line: ResultLine): void {
  console.log(JSON.stringify(line))
}

/** Runs a command that tells of attacks, to its end. */
export async function resultLines([file = '', ...args]: readonly string[], onLine: (line: ResultLine) => void = () => undefined): Promise<readonly ResultLine[]> {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: ResultLine[] = []
  let waiting = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (waiting + chunk.toString()).split('\n')
    waiting = parts.pop() ?? ''
    for (const text of parts.filter((part) => part.startsWith('{'))) {
      // The cast is ours on both sides: these lines are `tellLine`'s.
      const line = JSON.parse(text) as ResultLine
      lines.push(line)
      onLine(line)
    }
  })
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve())
  })
  return lines
}
