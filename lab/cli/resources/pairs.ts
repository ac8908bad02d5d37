import { CliError } from '../errors.ts'

export interface Pairs {
  /** Words that name objects. */
  readonly resources: readonly string[]
  readonly set: Readonly<Record<string, string>>
  readonly removed: readonly string[]
}

/**
 * Takes `deploy web a=b c-` apart: names of objects, then what to set and what to remove.
 * @throws CliError in kubectl's words; `what` is `label` or `annotation`.
 */
export function readPairs(args: readonly string[], what: string): Pairs {
  const isChange = (word: string) => (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-')
  const first = args.findIndex(isChange)
  const resources = first < 0 ? args : args.slice(0, first)
  const changes = first < 0 ? [] : args.slice(first)
  const stray = changes.find((word) => !isChange(word))
  if (stray !== undefined) throw new CliError(`error: all resources must be specified before ${what} changes: ${stray}`)
  const set: Record<string, string> = {}
  const removed: string[] = []
  for (const change of changes) {
    const at = change.indexOf('=')
    if (at > 0) set[change.slice(0, at)] = change.slice(at + 1)
    else removed.push(change.slice(0, -1))
  }
  if (removed.some((name) => name in set)) throw new CliError(`error: can not both modify and remove ${what === 'annotation' ? 'an' : 'a'} ${what} in the same command`)
  return { resources, set, removed }
}
