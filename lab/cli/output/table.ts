import type { Resource } from '../api/discovery.ts'
import { isObject, listAt, textAt } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'

/** How the columns of a table are chosen. */
export interface TableOptions {
  readonly wide: boolean
  readonly noHeaders: boolean
  readonly showLabels: boolean
  /** Labels that get a column of their own. */
  readonly labelColumns: readonly string[]
  readonly withNamespace: boolean
  /** Writes `pod/web` instead of `web`. */
  readonly withKind: boolean
}

export interface Rows {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * Chooses and formats the cells of a server's answer: a Table, or, from a server that knows no tables, the object or the list
 * itself as NAME and AGE.
 */
export function readTable(answer: JsonObject, resource: Resource, options: TableOptions): Rows {
  const table = answer.kind === 'Table' ? answer : tableOf(answer, resource)
  const columns = listAt(table, 'columnDefinitions')
    .map((column, at) => ({ name: textAt(column, 'name').toUpperCase(), at, shown: options.wide || Number(isObject(column) ? column.priority ?? 0 : 0) === 0 }))
    .filter(({ shown }) => shown)
  const header = [
    ...(options.withNamespace ? ['NAMESPACE'] : []), ...columns.map(({ name }) => name),
    ...options.labelColumns.map((label) => (label.split('/').at(-1) ?? label).toUpperCase()), ...(options.showLabels ? ['LABELS'] : []),
  ]
  const rows = listAt(table, 'rows').map((row) => {
    const cells = listAt(row, 'cells')
    const labels = isObject(row) && isObject(row.object) ? labelsOf(row.object) : {}
    const shown = columns.map(({ name, at }) => (name === 'NAME' && options.withKind ? kindPrefix(resource) + cellText(cells[at]) : cellText(cells[at])))
    return [
      ...(options.withNamespace ? [textAt(row, 'object', 'metadata', 'namespace') || '<none>'] : []), ...shown,
      ...options.labelColumns.map((label) => labels[label] ?? ''),
      ...(options.showLabels ? [formatLabels(labels)] : []),
    ]
  })
  return { header, rows }
}

/** `a=1,b=2` in order, or `<none>`. */
function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(labels).toSorted().map((key) => `${key}=${labels[key]}`)
  return pairs.length === 0 ? '<none>' : pairs.join(',')
}

function labelsOf(object: Json | undefined): Readonly<Record<string, string>> {
  const metadata = isObject(object) ? object.metadata : undefined
  const labels = isObject(metadata) && isObject(metadata.labels) ? metadata.labels : {}
  return Object.fromEntries(Object.entries(labels).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}

function kindPrefix({ kind, group }: Resource): string {
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/`
}

// A cell is one line: what follows a line break is cut, as kubectl does.
function cellText(cell: Json | undefined): string {
  if (cell === null || cell === undefined) return '<none>'
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
  const at = text.search(/[\f\n\r]/)
  return at < 0 ? text : `${text.slice(0, at)}...`
}

function tableOf(answer: JsonObject, resource: Resource): JsonObject {
  const objects = Array.isArray(answer.items) ? answer.items : [answer]
  const nowMs = Date.now()
  return {
    columnDefinitions: [{ name: 'Name' }, ...(resource.kind === '' ? [] : [{ name: 'Age' }])],
    rows: objects.map((object: Json) => ({ cells: [textAt(object, 'metadata', 'name'), ageOf(textAt(object, 'metadata', 'creationTimestamp'), nowMs)], object })),
  }
}

/** How long ago an RFC 3339 time was, as kubectl says it: `45s`, `3m20s`, `5h12m`, `3d`; `<unknown>` without a time. */
export function ageOf(time: string, nowMs: number): string {
  const thenMs = Date.parse(time)
  if (Number.isNaN(thenMs)) return '<unknown>'
  return humanDuration(nowMs - thenMs)
}

/** A duration in at most two units, fewer the longer it is: the rules of apimachinery's HumanDuration. */
function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(seconds / 3600)
  const days = Math.floor(hours / 24)
  if (seconds < 60 * 2) return `${seconds}s`
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's')
  if (minutes < 60 * 3) return `${minutes}m`
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  if (hours < 24 * 8) return two(days, 'd', hours % 24, 'h')
  if (hours < 24 * 365 * 2) return `${days}d`
  const years = Math.floor(days / 365)
  return hours < 24 * 365 * 8 ? two(years, 'y', days % 365, 'd') : `${years}y`
}

function two(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit}${small}${smallUnit}`
}
