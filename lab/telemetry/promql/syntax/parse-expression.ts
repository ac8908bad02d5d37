import type { Binary, Expression, Matching } from './ast.ts'
import { parseAggregation } from './parse-aggregation.ts'
import { parseArguments } from './parse-arguments.ts'
import { parseLabelNames } from './parse-label-names.ts'
import { parseModifiers } from './parse-modifiers.ts'
import { parseSelector } from './parse-selector.ts'
import { findFunction } from './signatures.ts'
import { parseNumber, unquote } from './literals.ts'
import { type BinaryOperator, binaryOperators, isAggregator, isBinaryOperator } from './token.ts'
import type { TokenStream } from './token-stream.ts'

const signPower = binaryOperators['*'] + 1

/** An expression of operators that hold at least this strongly. */
export function parseExpression(tokens: TokenStream, least = 0): Expression {
  let left = parseOperand(tokens)
  for (let operator = binaryOperator(tokens); operator && binaryOperators[operator] >= least; operator = binaryOperator(tokens)) {
    left = parseBinary(tokens, left, operator)
  }
  return left
}

function binaryOperator({ token }: TokenStream): BinaryOperator | undefined {
  return token.kind === 'operator' && isBinaryOperator(token.text) ? token.text : undefined
}

function parseBinary(tokens: TokenStream, left: Expression, operator: BinaryOperator): Binary {
  const { from: operatorAt } = tokens.take()
  const bool = tokens.accept('bool') !== undefined
  const matching = parseMatching(tokens)
  const power = binaryOperators[operator]
  const right = parseExpression(tokens, operator === '^' ? power : power + 1)
  return { kind: 'binary', operator, operatorAt, left, right, bool, matching, from: left.from, to: right.to }
}

function parseMatching(tokens: TokenStream): Matching {
  const word = tokens.accept('on') ?? tokens.accept('ignoring')
  if (!word) return { on: false, labels: [], many: undefined, include: [] }
  const labels = parseLabelNames(tokens)
  const group = tokens.accept('group_left') ?? tokens.accept('group_right')
  const many = group && (group.text === 'group_left' ? 'left' : 'right')
  return { on: word.text === 'on', labels, many, include: group && tokens.is('(') ? parseLabelNames(tokens) : [] }
}

/** One operand with its sign and everything that clings to it. */
function parseOperand(tokens: TokenStream): Expression {
  const sign = tokens.accept('-') ?? tokens.accept('+')
  if (!sign) return parseModifiers(tokens, parsePrimary(tokens))
  const expression = parseExpression(tokens, signPower)
  const { from } = sign
  if (expression.kind === 'number') return { ...expression, value: sign.text === '-' ? -expression.value : expression.value, from }
  return { kind: 'unary', operator: sign.text === '-' ? '-' : '+', expression, from, to: expression.to }
}

function parsePrimary(tokens: TokenStream): Expression {
  const { kind, text } = tokens.token
  if (kind === 'number') return parseNumberLiteral(tokens)
  if (kind === 'string') {
    const { from, to } = tokens.take()
    return { kind: 'string', text: unquote(text), from, to }
  }
  if (tokens.is('(')) return parseParentheses(tokens)
  if (tokens.is('{')) return parseSelector(tokens, undefined)
  return isName(tokens) ? parseNamed(tokens) : tokens.unexpected()
}

/** Words that may also be names of metrics; the others cannot. */
function isName({ token: { kind, text } }: TokenStream): boolean {
  if (kind === 'operator') return text === 'and' || text === 'or' || text === 'unless'
  if (kind === 'keyword') return ['by', 'without', 'offset', 'start', 'end'].includes(text)
  return kind === 'identifier' || kind === 'metric identifier' || kind === 'aggregator'
}

function parseNamed(tokens: TokenStream): Expression {
  const name = tokens.take()
  if (name.kind === 'aggregator' && isAggregator(name.text) && ['(', 'by', 'without'].some((text) => tokens.is(text))) {
    return parseAggregation(tokens, { operator: name.text, from: name.from }, parseExpression)
  }
  if (name.kind !== 'identifier' || !tokens.is('(')) return parseSelector(tokens, name)
  const { args, to } = parseArguments(tokens, parseExpression)
  if (!findFunction(name.text)) tokens.fail(name.from, `unknown function with name ${JSON.stringify(name.text)}`)
  return { kind: 'call', name: name.text, args, from: name.from, to }
}

function parseNumberLiteral(tokens: TokenStream): Expression {
  const { text, from, to } = tokens.take()
  const value = parseNumber(text)
  if (value === undefined) tokens.fail(from, `error parsing number: strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`)
  return { kind: 'number', value: value ?? 0, from, to }
}

function parseParentheses(tokens: TokenStream): Expression {
  const { from } = tokens.take()
  const expression = parseExpression(tokens)
  const { to } = tokens.expect(')')
  return { kind: 'parentheses', expression, from, to }
}
