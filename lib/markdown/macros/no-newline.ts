import { sameWord, type Macro } from './macro.ts'

/** `{{execute no-newline}}`: no Enter after it. */
export const noNewline: Macro = (word) => (sameWord(word, 'no-newline') ? { noNewline: true } : undefined)
