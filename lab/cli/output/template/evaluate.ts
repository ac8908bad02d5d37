import { isObject } from '../../json.ts'
import type { Json } from '../../json.ts'
import { TemplateError } from './ast.ts'
import type { Node, Operand, Pipeline } from './ast.ts'
import { formatValue } from './format.ts'
import { functions, isTrue } from './functions.ts'
import type { Template } from './parse.ts'

type Value = Json | undefined

export interface EvaluateOptions {
  /** A key that a map does not have prints `<no value>` instead of ending the template. */
  readonly allowMissingKeys: boolean
}

/** Fills a template in for a value. */
export function evaluate(template: Template, value: Json, options: EvaluateOptions): string {
  const frame: Frame = { template, options, dot: value, variables: new Map<string, Value>([['$', value]]) }
  const out: string[] = []
  run(template.body, frame, out)
  return out.join('')
}

interface Frame {
  readonly template: Template
  readonly options: EvaluateOptions
  readonly dot: Value
  /** Of this block; an inner block copies them, so that what it makes ends with it. */
  readonly variables: Map<string, Value>
}

type Jump = 'break' | 'continue' | undefined

function run(nodes: readonly Node[], frame: Frame, out: string[]): Jump {
  for (const node of nodes) {
    if (node.kind === 'text') out.push(node.text)
    else if (node.kind === 'jump') return node.word
    else if (node.kind === 'template') runNamed(node, frame, out)
    else if (node.kind === 'branch') {
      const jump = branch(node, frame, out)
      if (jump !== undefined) return jump
    } else {
      const value = pipelineValue(node.pipeline, frame)
      if (node.pipeline.variables.length === 0) out.push(formatValue(value))
    }
  }
  return undefined
}

function runNamed({ name, pipeline }: Extract<Node, { kind: 'template' }>, frame: Frame, out: string[]): void {
  const body = frame.template.named.get(name)
  if (body === undefined) throw new TemplateError(`template ${JSON.stringify(name)} not defined`)
  const dot = pipeline === undefined ? undefined : pipelineValue(pipeline, frame)
  run(body, { ...frame, dot, variables: new Map([['$', dot]]) }, out)
}

function branch(node: Extract<Node, { kind: 'branch' }>, frame: Frame, out: string[]): Jump {
  const inner: Frame = { ...frame, variables: inherited(frame.variables) }
  if (node.word === 'range') return range(node, inner, out)
  const value = pipelineValue(node.pipeline, inner)
  if (!isTrue(value)) return run(node.otherwise, inner, out)
  return run(node.body, node.word === 'with' ? { ...inner, dot: value } : inner, out)
}

function range({ pipeline, body, otherwise }: Extract<Node, { kind: 'branch' }>, frame: Frame, out: string[]): Jump {
  const value = pipelineValue({ ...pipeline, variables: [] }, frame)
  const entries = entriesOf(value)
  if (entries.length === 0) return run(otherwise, frame, out)
  for (const [key, item] of entries) {
    const variables = inherited(frame.variables)
    const [first, second] = pipeline.variables
    if (second !== undefined && first !== undefined) variables.set(first, key).set(second, item)
    else if (first !== undefined) variables.set(first, item)
    if (run(body, { ...frame, dot: item, variables }, out) === 'break') break
  }
  return undefined
}

function entriesOf(value: Value): readonly (readonly [Json, Value])[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.map((item, at) => [at, item as Json])
  if (isObject(value)) return Object.keys(value).toSorted().map((key) => [key, value[key]])
  if (typeof value === 'number') return Array.from({ length: value }, (_, at) => [at, at])
  throw new TemplateError(`range can't iterate over ${formatValue(value)}`)
}

// Setting a variable of an outer block with `=` must be seen there.
function inherited(outer: Map<string, Value>): Map<string, Value> {
  return new Scope(outer)
}

class Scope extends Map<string, Value> {
  readonly #outer: Map<string, Value>

  constructor(outer: Map<string, Value>) {
    super()
    this.#outer = outer
  }

  override has(name: string): boolean {
    return super.has(name) || this.#outer.has(name)
  }

  override get(name: string): Value {
    return super.has(name) ? super.get(name) : this.#outer.get(name)
  }

  assign(name: string, value: Value): void {
    if (super.has(name) || !(this.#outer.has(name))) this.set(name, value)
    else if (this.#outer instanceof Scope) this.#outer.assign(name, value)
    else this.#outer.set(name, value)
  }
}

function pipelineValue({ variables, assigns, commands }: Pipeline, frame: Frame): Value {
  let value: Value
  commands.forEach((command, at) => {
    value = commandValue(command, frame, at === 0 ? [] : [value])
  })
  for (const name of variables) {
    if (assigns && frame.variables instanceof Scope) frame.variables.assign(name, value)
    else frame.variables.set(name, value)
  }
  return value
}

function commandValue([first, ...rest]: readonly Operand[], frame: Frame, piped: readonly Value[]): Value {
  if (first === undefined) throw new TemplateError('missing value for command')
  if (first.kind === 'function') return call(first.name, { operands: rest, piped }, frame)
  if (rest.length + piped.length > 0) throw new TemplateError("can't give argument to non-function")
  return operandValue(first, frame)
}

interface Arguments {
  readonly operands: readonly Operand[]
  readonly piped: readonly Value[]
}

function call(name: string, { operands, piped }: Arguments, frame: Frame): Value {
  if (name === 'and' || name === 'or') {
    let value: Value
    for (const one of [...operands.map((operand) => () => operandValue(operand, frame)), ...piped.map((given) => () => given)]) {
      value = one()
      if (isTrue(value) === (name === 'or')) return value
    }
    return value
  }
  const known = functions[name]
  if (known === undefined) throw new TemplateError(`function ${JSON.stringify(name)} not defined`)
  return known(...operands.map((operand) => operandValue(operand, frame)), ...piped)
}

function operandValue(operand: Operand, frame: Frame): Value {
  if (operand.kind === 'literal') return operand.value
  if (operand.kind === 'function') return call(operand.name, { operands: [], piped: [] }, frame)
  if (operand.kind === 'dot') return fieldOf(frame.dot, operand.fields, frame)
  if (operand.kind === 'group') return fieldOf(pipelineValue(operand.pipeline, frame), operand.fields, frame)
  if (!frame.variables.has(operand.name)) throw new TemplateError(`undefined variable ${JSON.stringify(operand.name)}`)
  return fieldOf(frame.variables.get(operand.name), operand.fields, frame)
}

function fieldOf(value: Value, fields: readonly string[], { options }: Frame): Value {
  let found = value
  for (const field of fields) {
    if (found === undefined || found === null) {
      if (options.allowMissingKeys && found === undefined) return undefined
      throw new TemplateError(`nil data; no entry for key ${JSON.stringify(field)}`)
    }
    if (!isObject(found)) throw new TemplateError(`can't evaluate field ${field} in type interface {}`)
    if (!(field in found) && !options.allowMissingKeys) throw new TemplateError(`map has no entry for key ${JSON.stringify(field)}`)
    found = found[field]
  }
  return found
}
