import type { Macro } from './macro.ts'

/** `{{execute T2}}`, `{{execute HOST1}}`: which terminal. */
export const target: Macro = (word) => (/^(?:T|HOST)\d{1,3}$/i.test(word) ? { target: word.toUpperCase() } : undefined)
