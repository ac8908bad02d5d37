import { tableAccept } from '../../api/api.ts'
import { pathOf } from '../../api/discovery.ts'
import { watchEvents } from '../../api/watch.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { isObject, listAt, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import { ColumnWriter } from '../../output/columns.ts'
import type { ObjectPrinter } from '../../output/printer.ts'
import { readTable } from '../../output/table.ts'
import type { TableOptions } from '../../output/table.ts'
import { queryOf, tableOptions } from './tables.ts'
import { wantedObjects } from './query.ts'
import type { Query, Wanted } from './query.ts'

/** `get -w`: what is there (not with --watch-only), then every change, until the learner or the server ends it. */
export async function watchObjects(call: CommandCall, query: Query, printer: ObjectPrinter | undefined): Promise<void> {
  const { api } = await call.cluster()
  const [wanted, ...more] = await wantedObjects(call, query)
  if (wanted instanceof CliError) throw wanted
  if (wanted === undefined) throw new CliError('error: you must specify the type of resource to watch')
  if (more.length > 0) throw new CliError('error: you may only specify a single resource type')
  const accept = printer === undefined ? tableAccept : 'application/json'
  const print = printer === undefined ? tablePrinter(call, query, wanted) : objectPrinter(call, printer)
  const answer = await api.call({ path: wanted.path, accept, query: queryOf(wanted, query) })
  if (!call.flags.bool('watch-only')) for (const object of single(answer)) print('ADDED', object)
  const events = watchEvents(api, { path: pathOf(wanted.resource, wanted.namespace), accept, query: watchQuery(wanted, query, answer) })
  for await (const { type, object } of events) if (type !== 'BOOKMARK') print(type, object)
}

function single(answer: JsonObject): readonly JsonObject[] {
  return Array.isArray(answer.items) ? answer.items.filter((item): item is JsonObject => isObject(item)) : [answer]
}

// A table of one object has the version of its row, a list its own: from there on nothing is shown twice and nothing lost.
function watchQuery(wanted: Wanted, query: Query, answer: JsonObject): Record<string, string> {
  const row = listAt(answer, 'rows')[0]
  const own = textAt(answer, 'metadata', 'resourceVersion')
  const ofObject = textAt(row, 'object', 'metadata', 'resourceVersion')
  if (wanted.name === undefined) return { labelSelector: query.labelSelector, fieldSelector: query.fieldSelector, resourceVersion: own }
  return { fieldSelector: `metadata.name=${wanted.name}`, resourceVersion: ofObject || own }
}

type Print = (type: string, object: JsonObject) => void

function objectPrinter({ flags, io }: CommandCall, printer: ObjectPrinter): Print {
  const withEvents = flags.bool('output-watch-events')
  return (type, object) => io.out(printer.print(withEvents ? { type, object } : object))
}

function tablePrinter(call: CommandCall, query: Query, { resource }: Wanted): Print {
  const options: TableOptions = { ...tableOptions(call), withNamespace: query.allNamespaces && resource.namespaced, withKind: call.flags.bool('show-kind') }
  const withEvents = call.flags.bool('output-watch-events')
  const writer = new ColumnWriter()
  let columns: Json | undefined
  let headed = options.noHeaders
  return (type, object) => {
    // Only the first event of a watch carries the columns.
    if (listAt(object, 'columnDefinitions').length > 0) columns = object.columnDefinitions
    const { header, rows } = readTable(columns === undefined ? object : { ...object, columnDefinitions: columns }, resource, options)
    if (rows.length === 0) return
    const cells = withEvents ? rows.map((row) => [type, ...row]) : rows
    call.io.out(writer.write(headed ? cells : [withEvents ? ['EVENT', ...header] : header, ...cells]))
    headed = true
  }
}
