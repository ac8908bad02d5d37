import { sameWord, type Macro } from './macro.ts'

/** `{{execute interrupt}}`: Ctrl-C first. Published scenarios also spell it with one r. */
export const interrupt: Macro = (word) => (sameWord(word, 'interrupt', 'interupt') ? { interrupt: true } : undefined)
