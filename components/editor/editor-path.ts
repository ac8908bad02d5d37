import type { EditorSettings } from '../../lib/scenario/scenario.ts'

/** Homes of the players that scenarios were written for; here each is the learner's home folder. */
const homes = ['/root', '/home/scrapbook/tutorial', '~']

/**
 * Path of a file as the server takes it: relative to the home folder, or absolute.
 * A path that does not start with the editor's root stands below it, even with a slash in front: so do published scenarios mean it.
 * @param root `EditorSettings.path`
 * @param written as it stands in `{{open}}` or `data-filename`
 */
export function editorPath(root: string, written: string): string {
  const path = clean(written.trim())
  const base = clean(root)
  if (isBelow(path, base) || isHome(path)) return fromHome(path)
  const inside = path.replace(/^\/+/, '')
  const start = fromHome(base)
  return start === '' ? inside : `${start.replace(/\/$/, '')}/${inside}`
}

/** Folder that the editor's tree shows, as the server takes it; `.` is the home folder. */
export function treeRoot({ path }: Pick<EditorSettings, 'path'>): string {
  return fromHome(clean(path)) || '.'
}

function isHome(path: string): boolean {
  return homes.some((home) => isBelow(path, home))
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function fromHome(path: string): string {
  const home = homes.find((candidate) => isBelow(path, candidate))
  return home === undefined ? path : path.slice(home.length + 1)
}

function clean(path: string): string {
  return path.replace(/^(\.\/)+/, '').replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')
}
