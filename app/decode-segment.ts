/** A segment of an address as its author wrote it; empty when it is not validly encoded. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // `%` without two hex digits: no scenario has that name.
    return ''
  }
}
