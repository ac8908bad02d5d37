import type { FileEntry } from '../../../lib/protocol/events.ts'
import { unfinishedName } from './shell-scripts.ts'

/** More than anybody looks through; the shell is for the rest. */
const mostEntries = 5_000

/**
 * Entries from `kind size name` records, each ended by NUL. What is neither file nor folder is left out, and so is a last
 * record that was cut off.
 */
export function parseListing(bytes: Buffer): readonly FileEntry[] {
  const records = bytes.toString('utf8').split('\0').slice(0, -1)
  return records.flatMap((record) => entryOf(record) ?? []).slice(0, mostEntries)
}

function entryOf(record: string): FileEntry | undefined {
  const [, letter = '', size, path = ''] = /^(\S) (\d+) (.*)$/s.exec(record) ?? []
  const kind = kinds[letter]
  return kind === undefined || path.startsWith(unfinishedName) ? undefined : { path, kind, size: Number(size) }
}

// As find(1) tells them, links followed: N, L and ? are links that lead nowhere, which a learner may want to see.
const kinds: Readonly<Record<string, FileEntry['kind']>> = { f: 'file', d: 'folder', N: 'file', L: 'file', '?': 'file' }
