import { CliError } from '../errors.ts'
import { isObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { ColumnWriter } from './columns.ts'
import { compileJsonPath, relaxedJsonPath } from './jsonpath.ts'

type PrintColumns = (object: JsonObject, options: { readonly noHeaders: boolean }) => string

/**
 * Compiles `NAME:.metadata.name,IMAGE:.spec.image`, or a file with a line of headers and a line of paths.
 * @throws CliError for a column without a path.
 */
export function compileColumns(spec: string, { fromFile }: { readonly fromFile: boolean }): PrintColumns {
  const columns = (fromFile ? readFile(spec) : readSpec(spec)).map(({ header, path }) => ({ header, path: compileJsonPath(relaxedJsonPath(path)) }))
  const writer = new ColumnWriter()
  return (object, { noHeaders }) => {
    const objects = Array.isArray(object.items) ? object.items.filter((item: Json): item is JsonObject => isObject(item)) : [object]
    const rows = objects.map((one) => columns.map(({ path }) => path.find(one).map(cellText).join(',') || '<none>'))
    return writer.write(noHeaders ? rows : [columns.map(({ header }) => header), ...rows])
  }
}

interface Column {
  readonly header: string
  readonly path: string
}

function readSpec(spec: string): Column[] {
  if (spec === '') throw new CliError('error: custom-columns format specified but no custom columns given')
  return spec.split(',').map((part) => {
    const at = part.indexOf(':')
    if (at < 0) throw new CliError(`error: unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`)
    return { header: part.slice(0, at), path: part.slice(at + 1) }
  })
}

function readFile(text: string): Column[] {
  const [headers = '', paths = ''] = text.split('\n')
  const names = headers.trim().split(/\s+/)
  const fields = paths.trim().split(/\s+/)
  if (names.length !== fields.length) {
    throw new CliError(`error: number of columns in template(${names.length}) and in spec(${fields.length}) do not match`)
  }
  return names.map((header, at) => ({ header, path: fields[at] ?? '' }))
}

// Go prints lists as `[a b]` and maps as `map[k:v]` here, not as JSON.
function cellText(value: Json): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map((item) => cellText(item as Json)).join(' ')}]`
  if (isObject(value)) return `map[${Object.keys(value).toSorted().map((key) => `${key}:${cellText(value[key] ?? null)}`).join(' ')}]`
  return String(value)
}
