import { compareLabels } from '../labels/labels.ts'
import { Budget, type SampleSource } from './evaluate/context.ts'
import { evaluate } from './evaluate/evaluate.ts'
import { isEmpty } from './evaluate/row.ts'
import type { Value } from './evaluate/value.ts'
import { PromqlError } from './promql-error.ts'
import { typeOf } from './syntax/check-types.ts'
import type { Expression } from './syntax/ast.ts'
import { parse } from './syntax/parse.ts'

/** As in Prometheus' defaults. */
const lookbackMs = 5 * 60_000
const evaluationIntervalMs = 60_000
/** Samples that one query may look at: about a second's work. Dashboards need some ten thousand. */
const maxSamples = 20_000_000
/** Parsed queries kept: a dashboard asks the same ones every five seconds. */
const maxParsed = 200

export interface Range {
  readonly startMs: number
  readonly endMs: number
  readonly stepMs: number
}

/** Answers queries from samples. Throws a PromqlError for those it cannot answer. */
export class Engine {
  readonly #source: SampleSource
  readonly #parsed = new Map<string, Expression>()

  constructor(source: SampleSource) {
    this.#source = source
  }

  instant(query: string, timeMs: number): Value {
    return this.#evaluate(this.#parse(query), { startMs: timeMs, endMs: timeMs, stepMs: 1 })
  }

  /** Values at `startMs` and each step after it up to `endMs`; series in the order of their labels. */
  range(query: string, range: Range): Value {
    const expression = this.#parse(query)
    const type = typeOf(expression)
    if (type === 'matrix' || type === 'string') {
      throw new PromqlError('bad_data', `invalid expression type ${JSON.stringify(type === 'matrix' ? 'range vector' : type)} for range query, must be Scalar or instant Vector`)
    }
    const value = this.#evaluate(expression, range)
    return value.kind === 'vector' ? { ...value, rows: value.rows.toSorted((a, b) => compareLabels(a.labels, b.labels)) } : value
  }

  #evaluate(expression: Expression, { startMs, endMs, stepMs }: Range): Value {
    const count = Math.floor((endMs - startMs) / stepMs) + 1
    const value = evaluate(expression, {
      source: this.#source,
      grid: { startMs, stepMs, count },
      startMs,
      endMs,
      lookbackMs,
      evaluationIntervalMs,
      budget: new Budget(maxSamples),
    })
    return value.kind === 'vector' ? { ...value, rows: value.rows.filter((row) => !isEmpty(row)) } : value
  }

  #parse(query: string): Expression {
    const known = this.#parsed.get(query)
    const expression = known ?? parse(query)
    this.#parsed.delete(query)
    this.#parsed.set(query, expression)
    const [oldest] = this.#parsed.keys()
    if (this.#parsed.size > maxParsed && oldest !== undefined) this.#parsed.delete(oldest)
    return expression
  }
}
