import { CliError } from '../errors.ts'
import { isObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { toGoJson } from './json.ts'
import { JsonPathError } from './jsonpath/ast.ts'
import type { Part } from './jsonpath/ast.ts'
import { follow } from './jsonpath/evaluate.ts'
import { parseTemplate } from './jsonpath/parse.ts'

interface JsonPathOptions {
  readonly allowMissingKeys: boolean
  /** Prints the values as one JSON list. */
  readonly asJson: boolean
}

export interface JsonPath {
  /** The template filled in for an object. No newline is added. */
  print(object: JsonObject, options: JsonPathOptions): string
  /** The values of all actions, in order. Fields that are not there give nothing. */
  find(object: Json): readonly Json[]
}

/**
 * Compiles a template of kubectl's JSONPath dialect.
 * @throws CliError `error parsing jsonpath …` for one that cannot be read.
 */
export function compileJsonPath(template: string): JsonPath {
  const parts = parse(template)
  return {
    print(object, options) {
      try {
        const results = run(parts, object, options.allowMissingKeys)
        return options.asJson ? `${toGoJson(results.flat())}\n` : results.map((values) => values.map(valueText).join(' ')).join('')
      } catch (error) {
        if (!(error instanceof JsonPathError)) throw error
        throw new CliError(`error: error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. `
          + `Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n`)
      }
    },
    find: (object) => run(parts, object, true).flat(),
  }
}

/** Adds the braces and the dot that a field of --sort-by or custom columns may leave out: `metadata.name` → `{.metadata.name}`. */
export function relaxedJsonPath(path: string): string {
  const [, braced, bare] = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(path) ?? []
  const inside = braced ?? bare
  if (inside === undefined) throw new CliError(`error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`)
  return `{.${inside}}`
}

function parse(template: string): readonly Part[] {
  try {
    return parseTemplate(template)
  } catch (error) {
    if (error instanceof JsonPathError) throw new CliError(`error: error parsing jsonpath ${template}, ${error.message}`)
    throw error
  }
}

function run(parts: readonly Part[], object: Json, allowMissingKeys: boolean): (readonly Json[])[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [[part.text]]
    const values = follow(object, part.steps, allowMissingKeys)
    return part.kind === 'path' ? [values] : values.flatMap((value) => run(part.body, value, allowMissingKeys))
  })
}

function valueText(value: Json): string {
  if (value === null) return ''
  return typeof value === 'object' ? toGoJson(value, 0) : String(value)
}

/** A value as Go's `%#v` writes it. */
function goSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)'
  if (Array.isArray(value)) return `[]interface {}{${value.map((item) => goSyntax(item as Json)).join(', ')}}`
  if (!isObject(value)) return typeof value === 'string' ? JSON.stringify(value) : String(value)
  return `map[string]interface {}{${Object.keys(value).toSorted().map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] ?? null)}`).join(', ')}}`
}
