import type { CodeBlock, StepOptions } from '../step-document.ts'

export type MacroMeaning = Pick<CodeBlock, 'verb' | 'target' | 'interrupt' | 'noNewline' | 'controlKey'>

/** What one word in `{{…}}` changes, given what the words before it said; undefined for a word it does not know. */
export type Macro = (word: string, meaning: MacroMeaning, options: StepOptions) => Partial<MacroMeaning> | undefined

/** Whether two words are the same but for case. */
export function sameWord(word: string, ...names: readonly string[]): boolean {
  return names.includes(word.toLowerCase())
}
