import { sourcesOf } from './assets/select-assets.ts'
import { nearestName } from './nearest-name.ts'
import type { KeyPath, ParsedFile } from './parse-index.ts'
import { makeProblem, type ProblemCode } from './problems.ts'
import { filesBelow, folderOf, nameOf, resolvePath, type RepositoryFiles } from './repository-files.ts'
import type { Problem } from './scenario.ts'

/** Collects what is wrong in one index file, and looks up the files that it names. */
export interface Report {
  add(code: ProblemCode, key: KeyPath, args?: Readonly<Record<string, string>>): void
  /** The path of a markdown file, kept even when it is missing: its page then says so. */
  page(path: string | undefined, key: KeyPath): string | undefined
  /** The path of a script; undefined when it is missing. */
  script(path: string | undefined, key: KeyPath): string | undefined
  /** Whether a pattern of `details.assets` stands for any file. */
  hasAsset(pattern: string): boolean
  problems(): readonly Problem[]
}

/** A file with ten thousand mistakes is told the first of them. */
const maxProblems = 200

export function createReport(place: { folder: string; indexFile: string }, parsed: ParsedFile, repository: RepositoryFiles): Report {
  const { files, folders } = repository
  let assets: readonly string[] | undefined
  const found: Problem[] = [...parsed.problems]

  function add(code: ProblemCode, key: KeyPath, args: Readonly<Record<string, string>> = {}): void {
    if (found.length >= maxProblems) return
    found.push(makeProblem(code, { file: place.indexFile, ...parsed.locate(key) }, args))
  }

  function lookUp(written: string, key: KeyPath, missing: ProblemCode): boolean {
    const path = resolvePath(place.folder, written)
    if (path !== undefined && files.has(path)) return true
    if (found.length >= maxProblems) return false
    const args = { key: keyText(key), found: written }
    if (path === undefined) add('path-outside', key, args)
    else add(missing, key, { ...args, ...hintFor(path, folders) })
    return false
  }

  return {
    add,
    page(path, key) {
      const written = path?.trim()
      if (written) lookUp(written, key, 'page-missing')
      return written || undefined
    },
    script(path, key) {
      const written = path?.trim()
      return written && lookUp(written, key, 'script-missing') ? written : undefined
    },
    hasAsset(pattern) {
      assets ??= filesBelow(repository, place.folder ? `${place.folder}/assets` : 'assets')
      return sourcesOf(pattern, assets).length > 0
    },
    problems: () => found,
  }
}

/** `details.steps[2].text`. */
export function keyText(key: KeyPath): string {
  return key.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('')
}

function hintFor(path: string, folders: RepositoryFiles['folders']): { hint?: string } {
  const near = nearestName(nameOf(path), folders.get(folderOf(path)) ?? [])
  return near ? { hint: `Did you mean "${near}"?` } : {}
}
