import type { CatalogueEntry } from '../catalogue.ts'
import { folderOf } from '../repository-files.ts'

/** Where the scenarios of a repository lie. */
export interface ScenarioTree {
  /** The scenario that this folder is. */
  readonly entryAt: (folder: string) => CatalogueEntry | undefined
  /** Folders directly below this one that are scenarios or have any further down, by name. */
  readonly below: (folder: string) => readonly string[]
  /** Whether there is any scenario in this folder or below it. */
  readonly has: (folder: string) => boolean
}

export function createTree(entries: readonly CatalogueEntry[]): ScenarioTree {
  const byFolder = new Map(entries.map((entry) => [entry.folder, entry]))
  const below = new Map<string, Set<string>>()
  for (const { folder } of entries) {
    for (let child = folder; child !== ''; child = folderOf(child)) {
      const parent = folderOf(child)
      const known = below.get(parent)
      if (known?.has(child)) break
      if (known) known.add(child)
      else below.set(parent, new Set([child]))
    }
  }
  return {
    entryAt: (folder) => byFolder.get(folder),
    below: (folder) => [...below.get(folder) ?? []].sort(byName),
    has: (folder) => byFolder.has(folder) || below.has(folder),
  }
}

/** `lab-2` before `lab-10`; the same on every machine. */
function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' }) || (a < b ? -1 : 1)
}
