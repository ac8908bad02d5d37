import type { Aggregation } from './ast.ts'
import { parseArguments, type ParseExpression } from './parse-arguments.ts'
import { parseLabelNames } from './parse-label-names.ts'
import type { Aggregator } from './token.ts'
import type { TokenStream } from './token-stream.ts'

const withParameter: ReadonlySet<Aggregator> = new Set<Aggregator>(['topk', 'bottomk', 'quantile', 'count_values'])

export interface AggregatorToken {
  readonly operator: Aggregator
  readonly from: number
}

interface Grouping {
  readonly without: boolean
  readonly labels: readonly string[]
}

/** What follows the name of an aggregator; the labels stand before or behind the arguments. */
export function parseAggregation(tokens: TokenStream, { from, operator }: AggregatorToken, parseExpression: ParseExpression): Aggregation {
  const { args, to, grouping } = tokens.withinAggregation(() => {
    const before = parseGrouping(tokens)
    const parsed = parseArguments(tokens, parseExpression)
    return { ...parsed, grouping: before }
  })
  const labels = grouping ?? parseGrouping(tokens) ?? { without: false, labels: [] }
  if (args.length === 0) tokens.fail(from, 'no arguments for aggregate expression provided')
  const expected = withParameter.has(operator) ? 2 : 1
  const expression = args.at(-1)
  if (!expression || args.length !== expected) {
    return tokens.fail(from, `wrong number of arguments for aggregate expression provided, expected ${expected}, got ${args.length}`)
  }
  return { kind: 'aggregation', operator, expression, parameter: expected === 2 ? args[0] : undefined, ...labels, from, to }
}

function parseGrouping(tokens: TokenStream): Grouping | undefined {
  const word = tokens.accept('by') ?? tokens.accept('without')
  return word && { without: word.text === 'without', labels: parseLabelNames(tokens) }
}
