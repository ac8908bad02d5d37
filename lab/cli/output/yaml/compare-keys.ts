const letter = /\p{L}/u
const digit = /\p{Nd}/u

/** The order in which go-yaml 2 prints keys: letters after everything else, runs of digits by their number (`v2` before `v10`). */
export function compareKeys(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const one = left[at] ?? ''
    const other = right[at] ?? ''
    if (one === other) continue
    const oneIsLetter = letter.test(one)
    const otherIsLetter = letter.test(other)
    if (oneIsLetter && otherIsLetter) return byCode(one, other)
    if (oneIsLetter || otherIsLetter) return oneIsLetter ? 1 : -1
    return compareDigits(left, right, at)
  }
  return left.length - right.length
}

function compareDigits(left: readonly string[], right: readonly string[], at: number): number {
  const seed = (left[at] === '0' || right[at] === '0') && followsNumber(left, at) ? 1 : 0
  const one = readNumber(left, at, seed)
  const other = readNumber(right, at, seed)
  if (one.value !== other.value) return one.value - other.value
  if (one.end !== other.end) return one.end - other.end
  return byCode(left[at] ?? '', right[at] ?? '')
}

// Inside a longer number a zero counts: 100 stands behind 10, not before it.
function followsNumber(text: readonly string[], at: number): boolean {
  for (let back = at - 1; back >= 0 && digit.test(text[back] ?? ''); back -= 1) if (text[back] !== '0') return true
  return false
}

function readNumber(text: readonly string[], at: number, seed: number): { readonly value: number; readonly end: number } {
  let value = seed
  let end = at
  while (end < text.length && digit.test(text[end] ?? '')) {
    value = value * 10 + Number(text[end])
    end += 1
  }
  return { value, end }
}

function byCode(a: string, b: string): number {
  return (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)
}
