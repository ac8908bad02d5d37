import { sameWord, type Macro } from './macro.ts'

/** `{{execute}}`, `{{exec}}`: a click types the code into a terminal. It wins over other verbs. */
export const execute: Macro = (word) => (sameWord(word, 'execute', 'exec') ? { verb: 'run' } : undefined)
