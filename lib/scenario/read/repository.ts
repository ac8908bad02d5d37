import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Catalogue } from '../catalogue.ts'
import { buildCatalogue, isCatalogueFile } from './build-catalogue.ts'
import { walk, type Walked } from './walk.ts'

/** A folder of scenarios as it was when it was last looked at. */
export interface Repository {
  readonly walked: Walked
  readonly catalogue: Catalogue
}

interface Opened {
  /** Monotonic: a clock that is set back must not keep an old look for fresh. */
  readonly at: number
  readonly signature: string
  readonly repository: Repository
}

/** How long a look at the disk counts. Short, because an author who saves a file wants to see it. */
const freshMs = 1000

const opened = new Map<string, Promise<Opened>>()

/**
 * The repository at a folder, read again when something in it changed. Everybody who asks at the same moment shares one reading.
 * @throws when the folder cannot be read
 */
export async function openRepository(root: string): Promise<Repository> {
  const path = resolve(root)
  const before = opened.get(path)
  const known = await before?.catch(() => undefined) // a failed reading is tried again
  if (known && performance.now() - known.at < freshMs) return known.repository
  // Another caller may have begun meanwhile.
  const current = opened.get(path)
  const reading = current && current !== before ? current : look(path, known)
  opened.set(path, reading)
  return (await reading).repository
}

async function look(path: string, known: Opened | undefined): Promise<Opened> {
  const walked = await walk(path)
  const signature = await signatureOf(walked)
  const repository = known?.signature === signature
    ? { walked, catalogue: known.repository.catalogue }
    : { walked, catalogue: await buildCatalogue(walked) }
  return { at: performance.now(), signature, repository }
}

/** Changes whenever the catalogue may: a file comes or goes, or an index or course file is written. */
async function signatureOf({ files }: Walked): Promise<string> {
  const indexes = [...files].filter(([path]) => isCatalogueFile(path))
  const times = await Promise.all(indexes.map(async ([, realPath]) => {
    const found = await stat(realPath).catch(() => undefined) // gone since the walk: the next look sees it
    return `${found?.mtimeMs}:${found?.size}`
  }))
  return `${[...files.keys()].join('\n')}\n${times.join('\n')}`
}
