import type { Context } from '../evaluate/context.ts'
import type { Row } from '../evaluate/row.ts'
import type { Value } from '../evaluate/value.ts'
import type { Windows } from '../evaluate/windows.ts'
import type { Expression } from '../syntax/ast.ts'

/** The arguments of a call, evaluated when asked for. The checker saw to it that their types fit. */
export interface FunctionInput {
  readonly context: Context
  readonly args: readonly Expression[]
  vector(index: number): readonly Row[]
  /** One number for each step. */
  scalar(index: number): Float64Array
  text(index: number): string
  windows(index: number): Windows
}

export type FunctionBody = (input: FunctionInput) => Value
export type FunctionTable = Readonly<Record<string, FunctionBody>>
