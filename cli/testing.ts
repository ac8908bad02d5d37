import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { main, type Outcome } from './main.ts'

/** A folder with these files that goes away again. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): { readonly path: string; close(): void } {
  const path = mkdtempSync(join(tmpdir(), 'rehearsal-cli-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return { path, close: () => rmSync(path, { recursive: true, force: true }) }
}

/** Runs the program and collects what it prints. */
export async function runProgram(...args: readonly string[]): Promise<{ readonly outcome: Outcome; readonly out: string; readonly err: string }> {
  let out = ''
  let err = ''
  const outcome = await main(args, { out: (text) => { out += text }, err: (text) => { err += text } })
  return { outcome, out, err }
}
