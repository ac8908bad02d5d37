import { sameWord, type Macro } from './macro.ts'

/** `{{copy}}`: a click copies the code. */
export const copy: Macro = (word, { verb }) => {
  if (!sameWord(word, 'copy')) return undefined
  return verb === 'run' ? {} : { verb: 'copy' }
}
