import { existsSync } from 'node:fs'
import type { Outcome } from '../main.ts'
import { CommandError, type Output } from '../output.ts'
import { requireFolder } from '../require-folder.ts'
import { readGitAddress } from './git-address.ts'
import { repositoryCache } from './repository-cache.ts'

/** `rehearsal serve DIR|GIT-ADDRESS [options of npm start]`: plays a folder, or a copy of a repository. */
export async function serve([where, ...options]: readonly string[], { err }: Output): Promise<Outcome> {
  if (where === undefined || where.startsWith('-')) throw new CommandError('Expected a folder or the address of a git repository: rehearsal serve DIR|GIT-ADDRESS')
  // A folder that is there is what was meant, however its name looks.
  if (existsSync(where)) return { kind: 'serve', folder: requireFolder(where), options }
  const address = readGitAddress(where)
  if (!address) return { kind: 'serve', folder: requireFolder(where), options }
  const folder = await repositoryCache().fetch(address, (line) => err(`${line}\n`))
  return { kind: 'serve', folder, options }
}
