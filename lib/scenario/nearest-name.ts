const maxDistance = 2
const maxCandidates = 500

/** The name that was probably meant: the same but for case, or at most two letters away. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const wanted = name.toLowerCase()
  let best: { name: string; distance: number } | undefined
  for (const candidate of candidates.slice(0, maxCandidates)) {
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance <= maxDistance && distance < (best?.distance ?? Infinity)) best = { name: candidate, distance }
  }
  return best?.name
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
function editDistance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > maxDistance) return Infinity
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity
  for (let row = 1; row <= from.length; row++) {
    rows.push([row])
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      rows[row]?.push(Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        swapped ? at(row - 2, column - 2) + 1 : Infinity,
      ))
    }
  }
  return at(from.length, to.length)
}
