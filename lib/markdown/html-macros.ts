import { decodeHTML } from 'entities'
import { leadingMacro } from './lift/macro-text.ts'

/** Code with a macro inside a block of HTML, where markdown does not reach. */
export interface HtmlSpan {
  readonly code: string
  readonly macro: string
}

/** Longest code that is looked for before a macro. */
const maxCode = 4000

/** Cuts a block of HTML at the code spans with macros in its text: HTML, span, HTML, … */
export function splitAtSpans(html: string): readonly (string | HtmlSpan)[] {
  const parts: (string | HtmlSpan)[] = []
  let from = 0
  for (let at = html.indexOf('`{{'); at !== -1; at = html.indexOf('`{{', at + 1)) {
    const start = spanStart(html, at, from)
    const found = leadingMacro(html.slice(at + 1, at + 200))
    if (start === undefined || !found) continue
    const { open, size } = start
    parts.push(html.slice(from, open), { code: decodeHTML(html.slice(open + size, at + 1 - size)), macro: found.macro })
    from = at + 1 + found.macro.length + 4
  }
  return [...parts, html.slice(from)]
}

/** Where the span begins whose last backtick is at `end`; undefined when it is no span, or stands in a tag. */
function spanStart(html: string, end: number, from: number): { open: number; size: number } | undefined {
  let first = end
  while (html[first - 1] === '`' && first > from) first--
  const size = end - first + 1
  const fence = '`'.repeat(size)
  const window = html.slice(Math.max(from, first - maxCode), first)
  const open = window.lastIndexOf(fence)
  if (open === -1 || window.lastIndexOf('<', open) > window.lastIndexOf('>', open)) return undefined
  return { open: open + first - window.length, size }
}
