import type { Span } from '../model/trace.ts'

/** The rows that are left when some spans have folded what is below them. */
export function visibleSpans(spans: readonly Span[], folded: ReadonlySet<string>): readonly Span[] {
  const rows: Span[] = []
  for (let at = 0; at < spans.length;) {
    const span = spans[at]
    if (!span) break
    rows.push(span)
    at += 1 + (folded.has(span.id) ? span.descendants : 0)
  }
  return rows
}

/** Whether a word is in a span's service, operation or tags. */
export function matchesWord({ service, operation, tags }: Span, word: string): boolean {
  const wanted = word.trim().toLowerCase()
  return wanted !== '' && [service, operation, ...tags.flatMap(({ key, value }) => [key, value, `${key}=${value}`])].some((text) => text.toLowerCase().includes(wanted))
}
