export interface ChangedPart {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** The smallest single replacement that makes one text the other, so that cursor and scroll position stay; undefined when they are equal. */
export function changedPart(before: string, after: string): ChangedPart | undefined {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) }
}
