import type { JsonObject } from '../json.ts'
import { CliError } from '../errors.ts'

/** Placeholder until the template language is here. */
export function compileTemplate(template: string): (object: JsonObject, options: { readonly allowMissingKeys: boolean }) => string {
  throw new CliError(`error: template ${JSON.stringify(template)}: Go templates are not built in here; use -o jsonpath=... or -o custom-columns=...`)
}
