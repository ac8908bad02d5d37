import { sameWord, type Macro } from './macro.ts'

/** `{{open}}`: a click opens the file in the editor. */
export const open: Macro = (word, { verb }) => {
  if (!sameWord(word, 'open')) return undefined
  return verb === 'none' ? { verb: 'open' } : {}
}
