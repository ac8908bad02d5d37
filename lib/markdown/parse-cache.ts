import { colourDocument } from './colour.ts'
import { parseStep } from './parse-step.ts'
import type { StepDocument, StepOptions } from './step-document.ts'

export interface ParseCache {
  /** The page of this text, in colours. The same text gives the same document. */
  document(source: string, options?: StepOptions): Promise<StepDocument>
}

/**
 * Parses each text once: a page is asked for by every learner and changed by nobody but its author.
 * @param maxChars how much text is kept; what was asked for last stays
 */
export function createParseCache({ maxChars }: { readonly maxChars: number }): ParseCache {
  const kept = new Map<string, Promise<StepDocument>>()
  let chars = 0

  function keep(key: string, document: Promise<StepDocument>): void {
    kept.set(key, document)
    chars += key.length
    for (const oldest of kept.keys()) {
      if (chars <= maxChars) break
      kept.delete(oldest)
      chars -= oldest.length
    }
  }

  return {
    document(source, options = {}) {
      // What is not text of a page stands between the two, so that no page can look like another one with terminals.
      const key = `${options.terminals?.join('\n') ?? ''}\u0000${source}`
      const known = kept.get(key)
      if (known) {
        // The order of a map is that of last use.
        kept.delete(key)
        kept.set(key, known)
        return known
      }
      const parsed = parseStep(source, options)
      // A page without colours is still a page.
      const document = colourDocument(parsed).catch(() => parsed)
      keep(key, document)
      return document
    },
  }
}
