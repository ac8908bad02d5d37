import type { Asset } from '../scenario.ts'
import { isGlob, matchesGlob } from './glob.ts'

/** A file that is to be placed: where it comes from, where it goes. */
export interface SelectedAsset {
  /** Path below the scenario's `assets/`. */
  readonly source: string
  /** Folder as the author wrote it, and the path of the file below it. */
  readonly target: string
  readonly name: string
  readonly chmod?: string
}

export interface Selection {
  readonly files: readonly SelectedAsset[]
  /** Patterns that matched no file. */
  readonly missing: readonly string[]
}

/**
 * Which files an index asks for.
 * @param paths every file below the scenario's `assets/`, relative to it
 */
export function selectAssets(assets: readonly Asset[], paths: readonly string[]): Selection {
  const files: SelectedAsset[] = []
  const missing: string[] = []
  for (const { file, target, chmod } of assets) {
    const pattern = cleanPattern(file)
    const sources = sourcesOf(pattern, paths)
    if (sources.length === 0) missing.push(file)
    const flat = isFlat(pattern, sources)
    for (const source of sources) {
      const name = flat ? baseName(source) : source.slice(fixedFolder(pattern).length)
      files.push({ source, target, name, ...(chmod && { chmod }) })
    }
  }
  return { files, missing }
}

/** The files that one line of an index means. */
export function sourcesOf(file: string, paths: readonly string[]): readonly string[] {
  const pattern = cleanPattern(file)
  if (paths.includes(pattern)) return [pattern]
  if (isGlob(pattern)) return paths.filter((path) => matchesGlob(pattern, path))
  const folder = `${pattern.replace(/\/+$/, '')}/`
  return pattern === '' ? [] : paths.filter((path) => path.startsWith(folder))
}

function cleanPattern(file: string): string {
  return file.trim().replace(/^(?:\.?\/)+/, '')
}

// `dir/*` puts its files straight into the target. A tree is kept where `**` or a folder asks for one, and where two files
// of one name would overwrite each other.
function isFlat(pattern: string, sources: readonly string[]): boolean {
  if (sources.length === 1 && sources[0] === pattern) return true
  if (pattern.includes('**') || !isGlob(pattern)) return false
  return new Set(sources.map(baseName)).size === sources.length
}

/** The part of a pattern in which nothing is left open, with its last slash. */
function fixedFolder(pattern: string): string {
  if (!isGlob(pattern)) return `${pattern.replace(/\/+$/, '')}/`
  const fixed = pattern.slice(0, pattern.search(/[*?]/))
  return fixed.slice(0, fixed.lastIndexOf('/') + 1)
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
