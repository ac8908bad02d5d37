import { CliError } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import { toGoJson } from './json.ts'
import { TemplateError } from './template/ast.ts'
import { evaluate } from './template/evaluate.ts'
import type { EvaluateOptions } from './template/evaluate.ts'
import { formatValue } from './template/format.ts'
import { parseTemplate } from './template/parse.ts'
import type { Template } from './template/parse.ts'

/**
 * Compiles a template of Go's text/template.
 * @throws CliError for one that cannot be read.
 */
export function compileTemplate(text: string): (object: JsonObject, options: EvaluateOptions) => string {
  const template = parse(text)
  return (object, options) => {
    try {
      return evaluate(template, object, options)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      throw new CliError(`Error executing template: template: output: executing "output": ${error.message}. Printing more information for debugging the template:
\ttemplate was:
\t\t${text}
\traw data was:
\t\t${toGoJson(object, 0)}
\tobject given to template engine was:
\t\t${formatValue(object)}

error: error executing template ${JSON.stringify(text)}: template: output: executing "output": ${error.message}`)
    }
  }
}

function parse(text: string): Template {
  try {
    return parseTemplate(text)
  } catch (error) {
    if (error instanceof TemplateError) throw new CliError(`error: error parsing template ${text}, template: output: ${error.message}`)
    throw error
  }
}
