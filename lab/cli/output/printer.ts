import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { qualifiedName } from '../api/discovery.ts'
import { CliError } from '../errors.ts'
import type { Flags } from '../flags/parse.ts'
import type { Json, JsonObject } from '../json.ts'
import { textAt } from '../json.ts'
import { toGoJson } from './json.ts'

/** Prints whole objects one after the other, in the form that `-o` names. */
export interface ObjectPrinter {
  /** The text for the next object, complete with its newline and what separates it from the one before. */
  print(object: JsonObject): string
}

/** Output forms besides tables; `make` gets what stands behind `=`. */
const forms: Readonly<Record<string, (argument: string, options: PrinterOptions) => Promise<ObjectPrinter>>> = {
  json: async () => ({ print: (object) => `${toGoJson(object)}\n` }),
  yaml: yamlPrinter,
  name: async () => ({ print: printName }),
  jsonpath: (argument, options) => jsonPathPrinter(argument || options.template, options),
  'jsonpath-file': (argument, options) => jsonPathPrinter(readTemplate(argument || options.template), options),
  'jsonpath-as-json': (argument, options) => jsonPathPrinter(argument || options.template, { ...options, asJson: true }),
  'go-template': (argument, options) => templatePrinter(argument || options.template, options),
  'go-template-file': (argument, options) => templatePrinter(readTemplate(argument || options.template), options),
  template: (argument, options) => templatePrinter(argument || options.template, options),
  templatefile: (argument, options) => templatePrinter(readTemplate(argument || options.template), options),
  'custom-columns': (argument, options) => columnsPrinter(argument, options),
  'custom-columns-file': (argument, options) => columnsPrinter(readTemplate(argument), { ...options, fromFile: true }),
}

export interface PrinterOptions {
  readonly template: string
  readonly allowMissingKeys: boolean
  readonly noHeaders: boolean
  readonly asJson?: boolean
  readonly fromFile?: boolean
}

/** Whether `-o` asks for a table (nothing, or `wide`). */
export function isHuman(output: string): boolean {
  return output === '' || output === 'wide'
}

/**
 * The printer for `-o`; undefined for tables.
 * @throws CliError naming the forms that exist.
 */
export async function printerFor(flags: Flags, known: readonly string[] = Object.keys(forms)): Promise<ObjectPrinter | undefined> {
  const template = flags.has('template') ? flags.text('template') : ''
  const output = flags.text('output') === '' && template !== '' ? 'go-template' : flags.text('output')
  if (isHuman(output)) return undefined
  const at = output.indexOf('=')
  const form = at < 0 ? output : output.slice(0, at)
  const make = forms[form]
  if (make === undefined || !known.includes(form)) {
    throw new CliError(`error: unable to match a printer suitable for the output format "${output}", allowed formats are: ${[...known, ...(known.includes('custom-columns') ? ['wide'] : [])].toSorted().join(',')}`)
  }
  return make(at < 0 ? '' : output.slice(at + 1), {
    template,
    allowMissingKeys: !flags.has('allow-missing-template-keys') || flags.bool('allow-missing-template-keys'),
    noHeaders: flags.has('no-headers') && flags.bool('no-headers'),
  })
}

/** Forms of commands that print what they made or changed. */
export const resultForms: readonly string[] = Object.keys(forms).filter((form) => !form.startsWith('custom-columns'))

function readTemplate(path: string): string {
  try {
    return readFileSync(resolve(path), 'utf8')
  } catch {
    throw new CliError(`error: error reading template, open ${path}: no such file or directory`)
  }
}

async function yamlPrinter(): Promise<ObjectPrinter> {
  const { toYaml } = await import('./yaml.ts')
  let printed = 0
  return { print: (object) => `${(printed += 1) > 1 ? '---\n' : ''}${toYaml(object)}` }
}

function printName(object: JsonObject): string {
  const items = object.items
  if (Array.isArray(items)) return items.map((item: Json) => nameOf(item)).join('')
  return nameOf(object)
}

function nameOf(object: Json): string {
  const apiVersion = textAt(object, 'apiVersion')
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
  return `${qualifiedName({ group, kind: textAt(object, 'kind') }, textAt(object, 'metadata', 'name'))}\n`
}

async function jsonPathPrinter(template: string, options: PrinterOptions): Promise<ObjectPrinter> {
  if (template === '') throw new CliError('error: template format specified but no template given')
  const { compileJsonPath } = await import('./jsonpath.ts')
  const path = compileJsonPath(template)
  return { print: (object) => path.print(object, { allowMissingKeys: options.allowMissingKeys, asJson: options.asJson ?? false }) }
}

async function templatePrinter(template: string, { allowMissingKeys }: PrinterOptions): Promise<ObjectPrinter> {
  if (template === '') throw new CliError('error: template format specified but no template given')
  const { compileTemplate } = await import('./go-template.ts')
  const run = compileTemplate(template)
  return { print: (object) => run(object, { allowMissingKeys }) }
}

async function columnsPrinter(spec: string, options: PrinterOptions): Promise<ObjectPrinter> {
  const { compileColumns } = await import('./custom-columns.ts')
  const columns = compileColumns(spec, { fromFile: options.fromFile ?? false })
  let printed = false
  return {
    print(object) {
      const text = columns(object, { noHeaders: options.noHeaders || printed })
      printed = true
      return text
    },
  }
}
