import type { EditorSettings } from '../../lib/scenario/scenario.ts'

type TreeSettings = Pick<EditorSettings, 'hideHiddenFiles' | 'exclude'>

/** Where the player keeps its own tools in a learner's home folder. */
const ownFolder = '.rehearsal'

/** Whether the tree leaves this out. `path` is relative to the tree's root. */
export function isLeftOut(path: string, { hideHiddenFiles, exclude }: TreeSettings): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (path === ownFolder) return true
  if (hideHiddenFiles && name.startsWith('.')) return true
  return exclude.some((pattern) => (pattern.includes('/') ? matches(pattern.replace(/^\.\//, ''), path) : matches(pattern, name)))
}

// `*` stands for any run of characters within a name; nothing else is special, so that no pattern can be slow.
function matches(pattern: string, text: string): boolean {
  const parts = pattern.replace(/\/$/, '').split('*')
  const [first = '', ...rest] = parts
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const [index, part] of rest.entries()) {
    const last = index === rest.length - 1
    const found = last ? Math.max(at, text.length - part.length) : text.indexOf(part, at)
    if (found < 0 || !text.startsWith(part, found) || text.slice(at, found).includes('/')) return false
    at = found + part.length
  }
  return at === text.length
}
