import { controlKey } from './macros/control-key.ts'
import { copy } from './macros/copy.ts'
import { execute } from './macros/execute.ts'
import { interrupt } from './macros/interrupt.ts'
import type { Macro, MacroMeaning } from './macros/macro.ts'
import { noNewline } from './macros/no-newline.ts'
import { open } from './macros/open.ts'
import { target } from './macros/target.ts'
import { terminalName } from './macros/terminal-name.ts'
import type { StepOptions } from './step-document.ts'

/** The first that knows a word takes it. */
const macros: readonly Macro[] = [execute, copy, open, interrupt, noNewline, controlKey, target, terminalName]

const plain: MacroMeaning = { verb: 'none', interrupt: false, noNewline: false, controlKey: false }

/** What code without a macro, or with `{{}}`, does. */
export const noMeaning = plain

/**
 * The meaning of the words between the braces. They are a set: their order does not matter, and words that nobody knows
 * are tags of the author.
 */
export function readMacro(words: string, options: StepOptions): MacroMeaning {
  return words.split(/\s+/).filter((word) => word !== '').reduce((meaning, word) => {
    const change = macros.map((macro) => macro(word, meaning, options)).find((found) => found !== undefined)
    return { ...meaning, ...change }
  }, plain)
}
