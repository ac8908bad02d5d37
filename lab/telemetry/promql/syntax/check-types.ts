import { ParseError } from '../promql-error.ts'
import type { Aggregation, Binary, Call, Expression, ValueType, VectorSelector } from './ast.ts'
import { findFunction } from './signatures.ts'

/** Names of types as Prometheus' documentation has them. */
const documented: Readonly<Record<ValueType, string>> = { scalar: 'scalar', vector: 'instant vector', matrix: 'range vector', string: 'string' }
const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>='])
const setOperators: ReadonlySet<string> = new Set(['and', 'or', 'unless'])

/** Whether operators, functions and aggregations get what they can work on; throws where not. */
export function checkTypes(query: string, expression: Expression): ValueType {
  return new Checker(query).check(expression)
}

/** What kind of value an expression gives. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number': return 'scalar'
    case 'string': return 'string'
    case 'range':
    case 'subquery': return 'matrix'
    case 'selector':
    case 'aggregation': return 'vector'
    case 'parentheses':
    case 'unary': return typeOf(expression.expression)
    case 'call': return findFunction(expression.name)?.returns ?? 'vector'
    case 'binary': return typeOf(expression.left) === 'scalar' && typeOf(expression.right) === 'scalar' ? 'scalar' : 'vector'
  }
}

class Checker {
  readonly #query: string

  constructor(query: string) {
    this.#query = query
  }

  check(expression: Expression): ValueType {
    switch (expression.kind) {
      case 'selector':
        this.#selector(expression)
        break
      case 'range':
        this.check(expression.selector)
        break
      case 'parentheses':
        this.check(expression.expression)
        break
      case 'unary': {
        const type = this.check(expression.expression)
        if (type !== 'scalar' && type !== 'vector') this.#fail(expression.from, `unary expression only allowed on expressions of type scalar or instant vector, got ${JSON.stringify(documented[type])}`)
        break
      }
      case 'subquery': {
        const type = this.check(expression.expression)
        if (type !== 'vector') this.#fail(expression.from, `subquery is only allowed on instant vector, got ${type} instead`)
        break
      }
      case 'aggregation':
        this.#aggregation(expression)
        break
      case 'call':
        this.#call(expression)
        break
      case 'binary':
        this.#binary(expression)
        break
      case 'number':
      case 'string':
        break
    }
    return typeOf(expression)
  }

  #selector({ name, matchers, from }: VectorSelector): void {
    if (name === undefined && matchers.every((matcher) => matcher.matches(''))) this.#fail(from, 'vector selector must contain at least one non-empty matcher')
  }

  #aggregation({ operator, expression, parameter }: Aggregation): void {
    this.#expect(expression, 'vector', 'aggregation expression')
    if (parameter) this.#expect(parameter, operator === 'count_values' ? 'string' : 'scalar', 'aggregation parameter')
  }

  #call({ name, args, from }: Call): void {
    const signature = findFunction(name)
    if (!signature) return
    const { args: types, optional } = signature
    const got = `argument(s) in call to ${JSON.stringify(name)}, got ${args.length}`
    if (optional === 0 && args.length !== types.length) this.#fail(from, `expected ${types.length} ${got}`)
    const least = optional === 0 ? types.length : types.length - 1
    if (args.length < least) this.#fail(from, `expected at least ${least} ${got}`)
    if (optional > 0 && args.length > least + optional) this.#fail(from, `expected at most ${least + optional} ${got}`)
    for (const [index, arg] of args.entries()) this.#expect(arg, types[index] ?? types.at(-1) ?? 'scalar', `call to function ${JSON.stringify(name)}`)
  }

  #binary(expression: Binary): void {
    const { operator, operatorAt, left, right, bool, matching, from } = expression
    const [leftType, rightType] = [this.check(left), this.check(right)]
    const [leftScalar, rightScalar] = [leftType === 'scalar', rightType === 'scalar']
    const isComparison = comparisons.has(operator)
    if (bool && !isComparison) this.#fail(operatorAt, 'bool modifier can only be used on comparison operators')
    if (isComparison && !bool && leftScalar && rightScalar) this.#fail(operatorAt, 'comparisons between scalars must use BOOL modifier')
    const both = matching.on ? matching.labels.find((label) => matching.include.includes(label)) : undefined
    if (both !== undefined) this.#fail(operatorAt, `label ${JSON.stringify(both)} must not occur in ON and GROUP clause at once`)
    for (const [side, type] of [[left, leftType], [right, rightType]] as const) {
      if (type !== 'scalar' && type !== 'vector') this.#fail(side.from, 'binary expression must contain only scalar and instant vector types')
    }
    if ((leftScalar || rightScalar) && matching.labels.length > 0) this.#fail(from, 'vector matching only allowed between instant vectors')
    if (!setOperators.has(operator)) return
    if (leftScalar || rightScalar) this.#fail(from, `set operator ${JSON.stringify(operator)} not allowed in binary scalar expression`)
    if (matching.many) this.#fail(from, `no grouping allowed for ${JSON.stringify(operator)} operation`)
  }

  #expect(expression: Expression, wanted: ValueType, context: string): void {
    const type = this.check(expression)
    if (type !== wanted) this.#fail(expression.from, `expected type ${documented[wanted]} in ${context}, got ${documented[type]}`)
  }

  #fail(at: number, message: string): never {
    throw new ParseError(this.#query, at, message)
  }
}
