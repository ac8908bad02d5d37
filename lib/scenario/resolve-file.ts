import { folderOf, nameOf, resolvePath, type RepositoryFiles } from './repository-files.ts'

export interface Mention {
  /** As the author wrote it: `./assets/a.png`, `../../assets/a.png`, `/account/assets/a.png`. */
  readonly source: string
  /** Folder of the scenario. */
  readonly scenario: string
  /** Path of the markdown file that names it. */
  readonly page: string
}

/** Folders that the addresses of the old players had below the account. */
const siteFolders: ReadonlySet<string> = new Set(['courses', 'scenarios'])

/**
 * The file of the repository that a picture or link of a page means. Published pages count from several places: the page,
 * the scenario, its assets, the folder around it as a browser would, and the root of the repository.
 */
export function resolveFile({ source, scenario, page }: Mention, { files }: Pick<RepositoryFiles, 'files'>): string | undefined {
  const path = pathOf(source)
  if (path === undefined || path === '') return undefined
  const candidates = path.startsWith('/') ? fromSite(path, scenario) : fromPage(path, { scenario, page })
  return candidates.find((candidate) => candidate !== undefined && files.has(candidate))
}

/** The path in an address within the site, decoded; undefined when it leads elsewhere. */
function pathOf(source: string): string | undefined {
  const plain = source.trim().replace(/[?#].*$/s, '')
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(plain)) return undefined
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain // `100%.png` is a name like any other.
  }
}

function fromPage(path: string, { scenario, page }: Pick<Mention, 'scenario' | 'page'>): readonly (string | undefined)[] {
  const climbed = path.replace(/^(?:\.{1,2}\/)+/, '')
  return [
    resolvePath(folderOf(page), path),
    resolvePath(scenario, path),
    resolvePath(scenario ? `${scenario}/assets` : 'assets', path),
    resolvePath(scenario ? `${scenario}/assets` : 'assets', nameOf(path)),
    resolvePath(folderOf(scenario), path),
    ...foldersAbove(scenario).map((root) => resolvePath(root, climbed)),
  ]
}

/** `/account/…`: the account is no part of the repository. */
function fromSite(path: string, scenario: string): readonly (string | undefined)[] {
  const [account = '', ...rest] = path.split('/').filter((part) => part !== '')
  const inside = siteFolders.has(rest[0] ?? '') ? [rest.slice(1), rest] : [rest]
  const wanted = [...inside, [account, ...rest]].map((parts) => parts.join('/'))
  return foldersAbove(scenario).flatMap((root) => wanted.map((name) => resolvePath(root, name)))
}

/** Where the repository begins is not known when several lie in one folder: every folder around the scenario may be it. */
function foldersAbove(folder: string): readonly string[] {
  const result = [folder]
  for (let at = folder; at !== '';) {
    at = folderOf(at)
    result.push(at)
  }
  return result
}
