import type { Matcher } from '../../storage/matcher.ts'
import type { Aggregator, BinaryOperator } from './token.ts'

export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string'

/** Where a node stands in the text. */
interface Extent {
  readonly from: number
  readonly to: number
}

/** What moves a selector in time: back by an offset, or to a fixed moment. */
export interface TimeShift {
  readonly offsetMs: number
  readonly at: { readonly ms: number } | 'start' | 'end' | undefined
}

interface NumberLiteral extends Extent {
  readonly kind: 'number'
  readonly value: number
}

interface StringLiteral extends Extent {
  readonly kind: 'string'
  readonly text: string
}

export interface VectorSelector extends Extent, TimeShift {
  readonly kind: 'selector'
  /** The metric name that stands before the braces. */
  readonly name: string | undefined
  /** With the name as one of them. */
  readonly matchers: readonly Matcher[]
}

export interface RangeSelector extends Extent {
  readonly kind: 'range'
  readonly selector: VectorSelector
  readonly rangeMs: number
}

export interface Subquery extends Extent, TimeShift {
  readonly kind: 'subquery'
  readonly expression: Expression
  readonly rangeMs: number
  /** The global evaluation interval when absent. */
  readonly stepMs: number | undefined
}

interface Parenthesised extends Extent {
  readonly kind: 'parentheses'
  readonly expression: Expression
}

export interface Unary extends Extent {
  readonly kind: 'unary'
  readonly operator: '+' | '-'
  readonly expression: Expression
}

/** How series of two vectors find each other. */
export interface Matching {
  readonly on: boolean
  readonly labels: readonly string[]
  /** The side that may have several series for one of the other. */
  readonly many: 'left' | 'right' | undefined
  /** Labels that the one hands to the many. */
  readonly include: readonly string[]
}

export interface Binary extends Extent {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly operatorAt: number
  readonly left: Expression
  readonly right: Expression
  readonly bool: boolean
  readonly matching: Matching
}

export interface Aggregation extends Extent {
  readonly kind: 'aggregation'
  readonly operator: Aggregator
  readonly expression: Expression
  readonly parameter: Expression | undefined
  readonly without: boolean
  readonly labels: readonly string[]
}

export interface Call extends Extent {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Expression[]
}

export type Expression = NumberLiteral | StringLiteral | VectorSelector | RangeSelector | Subquery | Parenthesised | Unary | Binary | Aggregation | Call
