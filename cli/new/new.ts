import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { CommandError, type Output } from '../output.ts'
import { parseCommand } from '../parse-command.ts'
import { firstFiles } from './first-files.ts'

/** `rehearsal new DIR`: a scenario of two steps that plays as it is, to be changed. */
export async function createScenario(args: readonly string[], { out }: Output): Promise<number> {
  const { words: [written] } = parseCommand(args, {}, 1)
  if (written === undefined) throw new CommandError('Expected the name of a new folder: rehearsal new DIR')
  const folder = resolve(written)
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new CommandError(`Expected a new or empty folder, got "${written}", which has files in it.`)
  for (const [path, text] of Object.entries(firstFiles(titleOf(basename(folder))))) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 })
  }
  out(`${written} is a scenario now. See it:   rehearsal serve ${written}\nCheck it:  rehearsal check ${written}\n`)
  return 0
}

function titleOf(name: string): string {
  const words = name.replaceAll(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
