/**
 * The regular files of a repository, found once by walking it. Every path a scenario names is looked up here, so that no
 * name written by an author or a visitor is ever joined to a path of the machine.
 */
export interface RepositoryFiles {
  /** Paths from the root with `/`, and where each lies on disk: links are followed, and lead to a place inside the root. */
  readonly files: ReadonlyMap<string, string>
  /** Names in a folder, both files and folders; `''` is the root. */
  readonly folders: ReadonlyMap<string, readonly string[]>
}

/**
 * Path from the root of what `path` names when it stands in `folder`; undefined when it leads out of the repository.
 * @param path as an author wrote it, with `./`, `../` or doubled slashes; a leading slash means `folder` itself
 */
export function resolvePath(folder: string, path: string): string | undefined {
  const parts = folder ? folder.split('/') : []
  for (const part of path.trim().replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? '' : path.slice(0, slash)
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Paths of all files below a folder, relative to it. */
export function filesBelow({ files, folders }: RepositoryFiles, folder: string): readonly string[] {
  const found: string[] = []
  const look = (below: string): void => {
    for (const name of folders.get(join(folder, below)) ?? []) {
      const path = join(below, name)
      if (files.has(join(folder, path))) found.push(path)
      else look(path)
    }
  }
  look('')
  return found
}

function join(folder: string, name: string): string {
  return folder && name ? `${folder}/${name}` : folder || name
}
