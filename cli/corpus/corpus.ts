import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireFolder } from '../require-folder.ts'
import type { Output } from '../output.ts'
import { parseCommand } from '../parse-command.ts'
import { countFolder, type FolderCounts } from './count.ts'
import { formatFiles, formatTable } from './table.ts'

/** Beside the project, where it is at hand: public repositories that are not ours. */
const publicRepositories = join('..', 'shared', 'corpus')

/**
 * `rehearsal corpus [DIR] [--json]`: counts what the pages of a folder offer. Without a folder each of the public
 * repositories beside the project is a row of its own.
 */
export async function corpus(args: readonly string[], { out }: Output): Promise<number> {
  const { values, words } = parseCommand(args, { json: { type: 'boolean' }, files: { type: 'boolean' } }, 1)
  const named = words[0]
  if (named !== undefined) {
    const counts = await countFolder(requireFolder(named))
    out(values.json ? `${JSON.stringify(counts, null, 2)}\n` : formatTable([[named, counts]]) + (values.files ? `\n${formatFiles(counts)}` : ''))
    return 0
  }
  const folder = join(projectFolder(), publicRepositories)
  if (!existsSync(folder)) {
    out(`Skipped: there is no ${publicRepositories}. Name a folder: npm run corpus -- DIR\n`)
    return 0
  }
  const rows: (readonly [string, FolderCounts])[] = []
  for (const name of readdirSync(folder).sort()) rows.push([name.replace('+', '/'), await countFolder(join(folder, name))])
  out(values.json ? `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n` : formatTable(rows))
  return 0
}

// This file runs bundled, in dist/cli.
function projectFolder(): string {
  return dirname(dirname(dirname(fileURLToPath(import.meta.url))))
}
