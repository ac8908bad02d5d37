/**
 * Whether a path matches a pattern: `*` is any run of characters within a name, `?` one of them, `**` any number of
 * folders. Names that begin with a dot match only a pattern that does too. Time grows with the product of the lengths,
 * whatever an author writes.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const names = path.split('/')
  // `open[n]`: the pattern so far may have taken the first n names.
  let open: readonly boolean[] = [true, ...names.map(() => false)]
  for (const part of wanted) open = part === '**' ? spread(open, names) : step(open, names, part)
  // `**` at the end is for files: something must be left for it, which a path always has.
  return open.at(-1) ?? false
}

export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern)
}

function spread(open: readonly boolean[], names: readonly string[]): readonly boolean[] {
  let reached = false
  return open.map((here, at) => {
    reached = here || (reached && !names[at - 1]?.startsWith('.'))
    return reached
  })
}

function step(open: readonly boolean[], names: readonly string[], part: string): readonly boolean[] {
  return open.map((_, at) => at > 0 && open[at - 1] === true && matchesName(part, names[at - 1] ?? ''))
}

function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false
  // Two fingers: on a mismatch the last star takes one character more.
  let at = 0
  let wanted = 0
  let star = -1
  let starAt = 0
  while (at < name.length) {
    const sign = pattern[wanted]
    if (sign === '*') {
      star = wanted++
      starAt = at
    } else if (sign !== undefined && (sign === '?' || sign === name[at])) {
      wanted++
      at++
    } else if (star >= 0) {
      wanted = star + 1
      at = ++starAt
    } else return false
  }
  return pattern.slice(wanted).replaceAll('*', '') === ''
}
