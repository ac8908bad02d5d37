/** Operators with the strength of their hold; `^` alone leans to the right. */
export const binaryOperators = {
  or: 1, and: 2, unless: 2,
  '==': 3, '!=': 3, '<=': 3, '<': 3, '>=': 3, '>': 3,
  '+': 4, '-': 4,
  '*': 5, '/': 5, '%': 5, atan2: 5,
  '^': 6,
} as const
export type BinaryOperator = keyof typeof binaryOperators

const aggregators = ['sum', 'avg', 'count', 'min', 'max', 'group', 'stddev', 'stdvar', 'topk', 'bottomk', 'count_values', 'quantile'] as const
export type Aggregator = (typeof aggregators)[number]

const wordOperators = ['and', 'or', 'unless', 'atan2'] as const
const keywords = ['offset', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'bool', 'start', 'end'] as const

/** `operator`: also `=`, `=~`, `!~` inside braces. `punctuation`: brackets, braces, commas, colons, `@`. */
export type TokenKind = 'end' | 'identifier' | 'metric identifier' | 'string' | 'number' | 'duration' | 'operator' | 'aggregator' | 'keyword' | 'punctuation'

export interface Token {
  readonly kind: TokenKind
  /** As written; operators, aggregators and keywords in lower case. */
  readonly text: string
  readonly from: number
  readonly to: number
}

/** What a word outside of braces is. */
export function wordKind(word: string): TokenKind {
  const lower = word.toLowerCase()
  if (lower === 'inf' || lower === 'nan') return 'number'
  if (isOneOf(aggregators, lower)) return 'aggregator'
  if (isOneOf(wordOperators, lower)) return 'operator'
  if (isOneOf(keywords, lower)) return 'keyword'
  return word.includes(':') ? 'metric identifier' : 'identifier'
}

export function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(binaryOperators, text)
}

export function isAggregator(text: string): text is Aggregator {
  return isOneOf(aggregators, text)
}

/** As Prometheus' messages name what they did not expect. */
export function describeToken({ kind, text }: Token): string {
  if (kind === 'end') return 'end of input'
  if (kind === 'operator') return text === '=' || text === '=~' || text === '!~' ? quoteShort(text) : `<op:${text}>`
  if (kind === 'aggregator') return `<aggr:${text}>`
  if (kind === 'keyword') return `<${text}>`
  if (kind === 'punctuation') return JSON.stringify(text)
  return `${kind} ${kind === 'identifier' || kind === 'metric identifier' ? JSON.stringify(text) : quoteShort(text)}`
}

function quoteShort(text: string): string {
  return text.length > 10 ? `${JSON.stringify(text.slice(0, 10))}...` : JSON.stringify(text)
}

function isOneOf(list: readonly string[], text: string): boolean {
  return list.includes(text)
}
