import type { ThemeRegistrationRaw } from 'shiki/core'

/** Kinds of words in code that have a colour; class names are `token-` and one of these. */
const tokenKinds = ['comment', 'keyword', 'string', 'number', 'function', 'constant', 'punctuation'] as const
export type TokenKind = (typeof tokenKinds)[number]

const scopes: Readonly<Record<TokenKind, readonly string[]>> = {
  comment: ['comment', 'punctuation.definition.comment', 'string.quoted.docstring'],
  keyword: ['keyword', 'storage', 'entity.name.tag', 'constant.language', 'markup.deleted'],
  string: ['string', 'punctuation.definition.string', 'markup.inserted', 'constant.character.escape'],
  number: ['constant.numeric', 'keyword.other.unit'],
  function: ['entity.name.function', 'support.function', 'entity.name.command', 'meta.function-call entity.name', 'markup.heading', 'entity.name.section'],
  constant: ['support.type.property-name', 'entity.other.attribute-name', 'variable.other.constant', 'entity.name.type', 'support.class', 'support.type', 'variable.parameter.option', 'constant.other.option'],
  punctuation: ['punctuation', 'keyword.operator', 'meta.brace'],
}

/** Not colours that anybody sees: each number stands for a kind, and the page's style sheet has the colours. */
export const kindTheme: ThemeRegistrationRaw = {
  name: 'kinds',
  type: 'light',
  fg: numberOf(0),
  bg: '#ffffff',
  settings: [
    { settings: { foreground: numberOf(0), background: '#ffffff' } },
    ...tokenKinds.map((kind, index) => ({ scope: [...scopes[kind]], settings: { foreground: numberOf(index + 1) } })),
  ],
}

const kinds = new Map(tokenKinds.map((kind, index) => [numberOf(index + 1), kind]))

export function kindOfColour(colour: string | undefined): TokenKind | undefined {
  return kinds.get(colour?.toLowerCase() ?? '')
}

function numberOf(index: number): string {
  return `#${index.toString(16).padStart(6, '0')}`
}
