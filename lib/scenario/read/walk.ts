import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { makeProblem } from '../problems.ts'
import type { RepositoryFiles } from '../repository-files.ts'
import type { Problem } from '../scenario.ts'

export interface Walked extends RepositoryFiles {
  /** Real path of the root. */
  readonly root: string
  readonly problems: readonly Problem[]
}

const limits = { files: 50_000, depth: 24, foldersAtOnce: 16, visitsByLink: 8, problems: 200 }

interface Folder {
  readonly path: string
  readonly realPath: string
  readonly depth: number
  /** Real paths of the folders above: a link to one of them is a loop. */
  readonly above: readonly string[]
}

/**
 * Lists the regular files below a folder. Links are followed where they stay inside it; devices, sockets and `.git` are left out.
 * @throws when the folder itself cannot be read
 */
export async function walk(root: string): Promise<Walked> {
  const realRoot = await realpath(root)
  const files = new Map<string, string>()
  const folders = new Map<string, readonly string[]>()
  const problems: Problem[] = []
  const visits = new Map<string, number>()
  let queue: readonly Folder[] = [{ path: '', realPath: realRoot, depth: 0, above: [] }]

  async function visit(folder: Folder): Promise<readonly Folder[]> {
    const entries = (await list(folder)).filter(({ name }) => !skipped(folder.path, name))
    folders.set(folder.path, entries.map(({ name }) => name))
    const inner = await Promise.all(entries.map((entry) => enter(folder, entry)))
    return inner.flat()
  }

  async function list(folder: Folder): Promise<Dirent[]> {
    try {
      return (await readdir(folder.realPath, { withFileTypes: true })).sort(byName)
    } catch (error) {
      if (folder.depth === 0) throw error
      tell(makeProblem('file-unreadable', { file: folder.path }, { reason: reasonOf(error) }))
      return []
    }
  }

  async function enter(folder: Folder, entry: Dirent): Promise<readonly Folder[]> {
    const path = folder.path ? `${folder.path}/${entry.name}` : entry.name
    const realPath = join(folder.realPath, entry.name)
    if (entry.isSymbolicLink()) return followLink(folder, path, realPath)
    if (entry.isDirectory()) return descend(folder, path, realPath)
    if (entry.isFile()) addFile(path, realPath)
    return []
  }

  async function followLink(folder: Folder, path: string, link: string): Promise<readonly Folder[]> {
    const target = await realpath(link).catch((error: unknown) => reasonOf(error))
    // A link that leads nowhere is a missing file to whoever names it, and a link out of the repository is one too.
    if (!target.startsWith('/') || !isInside(realRoot, target)) {
      tell(makeProblem('symlink-outside', { file: path }, { found: target }))
      return []
    }
    const kind = await stat(target)
    if (kind.isFile()) addFile(path, target)
    if (!kind.isDirectory()) return []
    const count = (visits.get(target) ?? 0) + 1
    visits.set(target, count)
    const loops = target === folder.realPath || folder.above.includes(target)
    if (loops || count > limits.visitsByLink) {
      tell(makeProblem('symlink-loop', { file: path }))
      return []
    }
    return descend(folder, path, target)
  }

  function descend(folder: Folder, path: string, realPath: string): readonly Folder[] {
    const depth = folder.depth + 1
    if (depth <= limits.depth) return [{ path, realPath, depth, above: [...folder.above, folder.realPath] }]
    tellOnce(makeProblem('too-deep', { file: path }, { limit: String(limits.depth) }))
    return []
  }

  function addFile(path: string, realPath: string): void {
    if (files.size < limits.files) files.set(path, realPath)
    else tellOnce(makeProblem('too-many-files', { file: path }, { limit: String(limits.files) }))
  }

  function tell(problem: Problem): void {
    if (problems.length < limits.problems) problems.push(problem)
  }

  function tellOnce(problem: Problem): void {
    if (!problems.some(({ code }) => code === problem.code)) problems.push(problem)
  }

  while (queue.length > 0 && files.size < limits.files) {
    const batch = queue.slice(0, limits.foldersAtOnce)
    const inner = await Promise.all(batch.map(visit))
    queue = [...queue.slice(limits.foldersAtOnce), ...inner.flat()]
  }
  return { root: realRoot, files, folders, problems }
}

/** Whether a real path is the root or below it. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}

function skipped(folder: string, name: string): boolean {
  if (name === '.git') return true
  return name === 'node_modules' && !folder.split('/').includes('assets')
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}

export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
