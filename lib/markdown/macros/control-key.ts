import { sameWord, type Macro } from './macro.ts'

/** `{{execute ctrl-seq}}`: the code is a key such as `^C`, not text. */
export const controlKey: Macro = (word) => (sameWord(word, 'ctrl-seq') ? { controlKey: true } : undefined)
