import { leadingMacro, macroAtEnd } from './macro-text.ts'
import type { FenceOutlook } from './page.ts'

type FenceLine = 'bare' | 'opening' | 'closing' | 'code-closing' | 'none'

/**
 * For each line, how many fences would be left over from there to the end: a block that is never closed, a closing fence
 * without a block, an opening one inside a block. Counted from the end, so that one pass is enough.
 */
export function countFences(lines: readonly string[]): readonly FenceOutlook[] {
  const result: FenceOutlook[] = [{ inside: 1, outside: 0 }]
  for (const line of lines.toReversed()) {
    const { inside, outside } = result.at(-1) ?? { inside: 1, outside: 0 }
    result.push({
      bare: { inside: outside, outside: inside },
      opening: { inside: inside + 1, outside: inside },
      closing: { inside: outside, outside: outside + 1 },
      'code-closing': { inside: outside, outside },
      none: { inside, outside },
    }[kindOf(line)])
  }
  return result.toReversed()
}

function kindOf(line: string): FenceLine {
  if (!line.includes('```')) return 'none'
  const text = line.replace(/^[\s>]*(?:[-*+]|\d{1,9}[.)])?[\s>]*/, '')
  const after = /^`{3,}(.*)$/s.exec(text)?.[1]?.trim()
  if (after === undefined) return macroAtEnd(text.slice(text.lastIndexOf('```') + 3)) ? 'code-closing' : 'none'
  if (after === '') return 'bare'
  if (leadingMacro(after)) return 'closing'
  // Three backticks on either side of a command are a span.
  return after.includes('`') ? 'none' : 'opening'
}
