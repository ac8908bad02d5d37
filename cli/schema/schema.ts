import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaFileName, schemaNames, schemaText } from '../../lib/scenario/json-schemas.ts'
import type { Output } from '../output.ts'
import { parseCommand } from '../parse-command.ts'

/** `rehearsal schema [DIR]`: writes the JSON Schemas of what an author writes. */
export async function schemas(args: readonly string[], { out }: Output): Promise<number> {
  const { words: [folder = join('docs', 'schema')] } = parseCommand(args, {}, 1)
  mkdirSync(folder, { recursive: true })
  for (const name of schemaNames) writeFileSync(join(folder, schemaFileName(name)), schemaText(name))
  out(`Wrote ${schemaNames.map(schemaFileName).join(', ')} to ${folder}.\n`)
  return 0
}
