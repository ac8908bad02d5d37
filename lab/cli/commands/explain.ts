import { apiVersionOf } from '../api/discovery.ts'
import type { Resource } from '../api/discovery.ts'
import { resolveType } from '../api/resolve-type.ts'
import type { CommandCall } from '../command.ts'
import { CliError, isNotFound, usageError } from '../errors.ts'
import { isObject, listAt, objectAt, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** `explain TYPE[.field...]`: what the server says about a type and its fields. */
export async function explain(call: CommandCall): Promise<void> {
  const [word, ...more] = call.args
  if (word === undefined) throw new CliError(`error: You must specify the type of resource to explain. Use "${call.program} api-resources" for a complete list of supported resources.`)
  if (more.length > 0) throw usageError(call.path, 'We accept only this format: explain RESOURCE')
  const [type = '', ...fields] = word.split('.')
  const resource = await wantedVersion(call, await resolveType((await call.cluster()).discovery, type))
  const schemas = await schemasOf(call, resource)
  const top = Object.values(schemas).filter(isObject).find((schema) => listAt(schema, 'x-kubernetes-group-version-kind').some((gvk) => textAt(gvk, 'kind') === resource.kind && textAt(gvk, 'group') === resource.group && textAt(gvk, 'version') === resource.version))
  if (top === undefined) throw new CliError(`error: couldn't find resource for "${resource.group}/${resource.version}, Kind=${resource.kind}"`)
  const head = `KIND:     ${resource.kind}\nVERSION:  ${apiVersionOf(resource)}\n\n`
  const types = new Types(schemas)
  if (fields.length === 0) call.io.out(`${head}DESCRIPTION:\n${wrapped(textAt(top, 'description') || '<empty>')}\n${fieldsText(call, types, top)}`)
  else call.io.out(head + fieldText(call, types, { top, fields }))
}

async function wantedVersion(call: CommandCall, resource: Resource): Promise<Resource> {
  const wanted = call.flags.text('api-version')
  if (wanted === '') return resource
  const found = (await (await call.cluster()).discovery.all()).find((one) => one.plural === resource.plural && apiVersionOf(one) === wanted)
  if (found === undefined) throw new CliError(`error: couldn't find resource for "${wanted}, Kind=${resource.kind}"`)
  return found
}

async function schemasOf(call: CommandCall, resource: Resource): Promise<JsonObject> {
  const path = resource.group === '' ? `api/${resource.version}` : `apis/${resource.group}/${resource.version}`
  try {
    return objectAt(await (await call.cluster()).api.get(`/openapi/v3/${path}`), 'components', 'schemas')
  } catch (error) {
    if (isNotFound(error)) throw new CliError('error: the server does not describe its types')
    throw error
  }
}

/** Finds what references name. */
class Types {
  readonly #schemas: JsonObject

  constructor(schemas: JsonObject) {
    this.#schemas = schemas
  }

  /** The schema itself, and whether it stood behind a reference. */
  resolve(schema: JsonObject): { readonly schema: JsonObject; readonly referred: boolean } {
    const ref = textAt(schema, '$ref') || textAt(schema, 'allOf', 0, '$ref')
    return ref === '' ? { schema, referred: false } : { schema: objectAt(this.#schemas, ref.slice('#/components/schemas/'.length)), referred: true }
  }

  /** What the fields of a field are those of: of the items of a list, the values of a map. */
  inner(schema: JsonObject): JsonObject {
    const { schema: found } = this.resolve(schema)
    if (isObject(found.items)) return this.inner(found.items)
    if (isObject(found.additionalProperties)) return this.inner(found.additionalProperties)
    return found
  }

  name(schema: JsonObject): string {
    const { schema: found } = this.resolve(schema)
    if (isObject(found.items)) return `[]${this.name(found.items)}`
    if (isObject(found.additionalProperties)) return `map[string]${this.name(found.additionalProperties)}`
    const type = textAt(found, 'type')
    return type === 'object' ? 'Object' : type
  }
}

function fieldText(call: CommandCall, types: Types, { top, fields }: { readonly top: JsonObject; readonly fields: readonly string[] }): string {
  let schema = top
  for (const field of fields) {
    const next = objectAt(types.inner(schema), 'properties')[field]
    if (!isObject(next)) throw new CliError(`error: field "${field}" does not exist`)
    schema = next
  }
  const inner = types.inner(schema)
  const { schema: found, referred } = types.resolve(schema)
  const [own, general] = [textAt(schema, 'description'), referred ? textAt(found, 'description') : '']
  const said = referred ? `${own === '' ? '' : wrapped(own)}${general === '' ? '' : `\n${wrapped(general)}`}` : wrapped(own || '<empty>')
  const hasFields = Object.keys(objectAt(inner, 'properties')).length > 0
  const title = hasFields ? 'RESOURCE: ' : 'FIELD:    '
  return `${title}${fields.at(-1) ?? ''} <${types.name(schema)}>\n\nDESCRIPTION:\n${said}${hasFields ? `\n${fieldsText(call, types, inner)}` : ''}`
}

function fieldsText({ flags }: CommandCall, types: Types, schema: JsonObject): string {
  const lines = flags.bool('recursive') ? recursive(types, schema, { depth: 1, above: [] }) : described(types, schema)
  return lines === '' ? '' : `FIELDS:\n${lines}`
}

function described(types: Types, schema: JsonObject): string {
  return entries(schema).map(({ name, field, required }) => {
    const description = textAt(field, 'description')
    return `   ${name}\t<${types.name(field)}>${required ? ' -required-' : ''}\n${description === '' ? '' : wrapped(description)}\n`
  }).join('')
}

interface Depth {
  readonly depth: number
  /** Types that are open already: one that holds itself is not opened again. */
  readonly above: readonly JsonObject[]
}

function recursive(types: Types, schema: JsonObject, { depth, above }: Depth): string {
  return entries(schema).map(({ name, field }) => {
    const inner = types.inner(field)
    return `${'   '.repeat(depth)}${name}\t<${types.name(field)}>\n${above.includes(inner) ? '' : recursive(types, inner, { depth: depth + 1, above: [...above, inner] })}`
  }).join('')
}

function entries(schema: JsonObject): readonly { readonly name: string; readonly field: JsonObject; readonly required: boolean }[] {
  const required = listAt(schema, 'required')
  const properties = objectAt(schema, 'properties')
  return Object.keys(properties).toSorted().map((name) => ({ name, field: objectAt(properties, name), required: required.includes(name) }))
}

/** Width of the text on an 80 column screen, behind five blanks. */
const width = 75

function wrapped(text: string): string {
  return text.split('\n').map((paragraph) => {
    const lines: string[] = []
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1)
      if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
      else lines[lines.length - 1] = `${last} ${word}`
    }
    return lines.map((line) => `     ${line}\n`).join('')
  }).join('')
}
