/** A macro as it stands in the text, and what follows it. */
export interface MacroText {
  /** What is between the braces. */
  readonly macro: string
  readonly rest: string
}

/** Longer than any macro an author writes; keeps a stray brace from being searched across the page. */
const maxLength = 100
/** Only words: `{{ .Values.name }}` and `{{ "x" | upper }}` are somebody's template. */
const words = /^\s*(?:[\p{L}\p{N}_-]+(?:\s+[\p{L}\p{N}_-]+)*)?\s*$/u
const arrowWords = /^(?:execute|exec|copy|open)(?:\s+[\p{L}\p{N}_-]+)*\s*$/iu
const verb = /(?:^|\s)(?:execute|exec|copy|open)(?:$|\s)/i

/** The macro that a text begins with: `{{execute T1}}`, or `<<execute T1>>` in the notation of design cards. */
export function leadingMacro(text: string): MacroText | undefined {
  return between(text, '{{', '}}', words) ?? between(text, '<<', '>>', arrowWords)
}

/** A macro that surely is one, because it has a verb we know. */
export function macroAtEnd(text: string): MacroText | undefined {
  const found = leadingMacro(text)
  return found && verb.test(found.macro) ? found : undefined
}

function between(text: string, open: string, close: string, inside: RegExp): MacroText | undefined {
  if (!text.startsWith(open)) return undefined
  const end = text.slice(0, maxLength).indexOf(close, open.length)
  if (end === -1) return undefined
  const macro = text.slice(open.length, end)
  return inside.test(macro) ? { macro, rest: text.slice(end + close.length) } : undefined
}
