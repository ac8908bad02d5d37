import { isPrintable } from './printable.ts'

/** Which styles a text may be written in, by the rules of libyaml's emitter. */
export interface ScalarFacts {
  readonly plainAllowed: boolean
  readonly singleAllowed: boolean
  readonly blockAllowed: boolean
}

/** Reads a text character by character, as libyaml's `analyze_scalar` does. */
export function analyse(text: string): ScalarFacts {
  if (text === '') return { plainAllowed: true, singleAllowed: true, blockAllowed: false }
  const special = [...text].some((character) => !isPrintable(character))
  const breakBeforeBlank = /\n /.test(text)
  const blankBeforeBreak = / \n/.test(text)
  const edges = /^[ \n]|[ \n]$/.test(text)
  return {
    plainAllowed: !edges && !breakBeforeBlank && !blankBeforeBreak && !special && !text.includes('\n') && !hasIndicator(text),
    singleAllowed: !breakBeforeBlank && !blankBeforeBreak && !special,
    blockAllowed: !text.endsWith(' ') && !blankBeforeBreak && !special,
  }
}

// Characters that would mean something else in a plain scalar of block style.
function hasIndicator(text: string): boolean {
  return /^(---|\.\.\.)/.test(text) || /^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[-?:](\s|$)/.test(text) || /:(\s|$)/.test(text) || /\s#/.test(text)
}
