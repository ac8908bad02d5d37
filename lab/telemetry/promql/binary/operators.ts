import type { BinaryOperator } from '../syntax/token.ts'

export type SetOperator = 'and' | 'or' | 'unless'
type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^' | 'atan2'
type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

const arithmetic: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': power,
  atan2: Math.atan2,
}

const comparisons: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

export function isSetOperator(operator: BinaryOperator): operator is SetOperator {
  return operator === 'and' || operator === 'or' || operator === 'unless'
}

function isComparison(operator: BinaryOperator): operator is Comparison {
  return Object.hasOwn(comparisons, operator)
}

/** A comparison without `bool` keeps or drops; all others make a number. */
export interface Operation {
  readonly operator: Arithmetic | Comparison
  readonly bool: boolean
}

/** What becomes of two values; undefined when the comparison drops them. `kept` is what a comparison without `bool` keeps. */
export function operate({ operator, bool }: Operation, [a, b]: readonly [number, number], kept: number): number | undefined {
  if (!isComparison(operator)) return arithmetic[operator](a, b)
  const holds = comparisons[operator](a, b)
  if (bool) return holds ? 1 : 0
  return holds ? kept : undefined
}

/** Names say what is measured; what is computed is something else. A comparison that only filters keeps them; so does atan2, by an oversight in Prometheus. */
export function dropsName({ operator, bool }: Operation): boolean {
  return bool || (!isComparison(operator) && operator !== 'atan2')
}

/** JavaScript calls 1 ^ ±Inf and 1 ^ NaN not a number; Go calls them 1. */
function power(a: number, b: number): number {
  if (a === 1 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b))) return 1
  return a ** b
}
