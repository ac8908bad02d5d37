import { constants } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { isInside } from '../../../../lib/scenario/read/walk.ts'
import { openRepository } from '../../../../lib/scenario/read/repository.ts'
import { filesBelow } from '../../../../lib/scenario/repository-files.ts'
import type { Scenario } from '../../../../lib/scenario/scenario.ts'
import { selectAssets, type SelectedAsset } from '../../../../lib/scenario/assets/select-assets.ts'

/** The original players stopped at 1 MB and later 9 MB for each file. */
const maxFileBytes = 16 * 1024 * 1024
const maxTotalBytes = 64 * 1024 * 1024
const mostFiles = 2_000

export interface AssetFile extends SelectedAsset {
  readonly content: Buffer
  readonly executable: boolean
}

/** The files that a scenario brings along, and a sentence for each that could not be had. */
export async function readAssets(root: string, scenario: Scenario): Promise<{ readonly files: readonly AssetFile[]; readonly warnings: readonly string[] }> {
  const { walked } = await openRepository(root)
  const folder = scenario.folder ? `${scenario.folder}/assets` : 'assets'
  const { files: selected, missing } = selectAssets(scenario.assets, filesBelow(walked, folder))
  const warnings = missing.map((file) => `assets/${file} is not there, so it was not copied.`)
  if (selected.length > mostFiles) warnings.push(`The scenario asks for ${selected.length} assets; the first ${mostFiles} were copied.`)
  const files: AssetFile[] = []
  let room = maxTotalBytes
  for (const asset of selected.slice(0, mostFiles)) {
    const read = await readFile(walked.root, walked.files.get(`${folder}/${asset.source}`) ?? '', Math.min(room, maxFileBytes))
    if (typeof read === 'string') {
      warnings.push(`assets/${asset.source} was not copied: ${read}.`)
      continue
    }
    room -= read.content.length
    files.push({ ...asset, ...read })
  }
  return { files, warnings }
}

/** The file, or why not. */
async function readFile(root: string, path: string, mostBytes: number): Promise<{ content: Buffer; executable: boolean } | string> {
  try {
    // The index may be older than the disk: a file replaced by a link must not lead out of the repository.
    if (!isInside(root, await realpath(path))) return 'it is a link out of the repository'
    // Without O_NONBLOCK opening a pipe would wait for a writer.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const { size, mode } = await handle.stat()
      if (size > mostBytes) return `it has ${size} bytes, more than the ${mostBytes} that are left for it`
      return { content: await handle.readFile(), executable: (mode & 0o100) !== 0 }
    } finally {
      await handle.close()
    }
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
