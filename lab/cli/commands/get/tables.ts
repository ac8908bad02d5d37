import { tableAccept } from '../../api/api.ts'
import type { Resource } from '../../api/discovery.ts'
import type { CommandCall } from '../../command.ts'
import { CliError, isNotFound, throwCollected } from '../../errors.ts'
import type { JsonObject } from '../../json.ts'
import { ColumnWriter } from '../../output/columns.ts'
import { readTable } from '../../output/table.ts'
import type { TableOptions } from '../../output/table.ts'
import { wantedObjects } from './query.ts'
import type { Query, Wanted } from './query.ts'
import { sortTable } from './sort.ts'

/** Prints tables: one for each run of objects of one type, with an empty line between. */
export async function getTables(call: CommandCall, query: Query): Promise<void> {
  const { flags, io } = call
  const { api, target } = await call.cluster()
  const sortBy = flags.text('sort-by')
  const errors: unknown[] = []
  const answers: { readonly resource: Resource; readonly answer: JsonObject }[] = []
  const wanted = await wantedObjects(call, query)
  for (const one of wanted) {
    if (one instanceof CliError) {
      errors.push(one)
      continue
    }
    try {
      const answer = await api.call({ path: one.path, accept: tableAccept, query: queryOf(one, query, sortBy) })
      answers.push({ resource: one.resource, answer: sortBy === '' ? answer : await sortTable(answer, sortBy) })
    } catch (error) {
      if (!(flags.bool('ignore-not-found') && isNotFound(error))) errors.push(error)
    }
  }
  const withKind = flags.bool('show-kind') || new Set(answers.map(({ resource }) => `${resource.group}/${resource.kind}`)).size > 1
  let printed = false
  for (const group of groups(answers)) {
    const options = { ...tableOptions(call), withNamespace: query.allNamespaces && group.resource.namespaced, withKind }
    const lines = tableLines(group.answers, group.resource, options)
    if (lines === '') continue
    io.out(`${printed && !options.noHeaders ? '\n' : ''}${lines}`)
    printed = true
  }
  if (!printed && errors.length === 0 && !flags.bool('ignore-not-found')) {
    const namespaced = !query.allNamespaces && wanted.every((one) => one instanceof CliError || one.resource.namespaced)
    io.err(namespaced ? `No resources found in ${target.namespace} namespace.\n` : 'No resources found\n')
  }
  throwCollected(errors)
}

export function tableOptions({ flags }: CommandCall): Omit<TableOptions, 'withNamespace' | 'withKind'> {
  return {
    wide: flags.text('output') === 'wide', noHeaders: flags.bool('no-headers'), showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
  }
}

export function queryOf(wanted: Wanted, query: Query, sortBy = ''): Record<string, string> {
  if (wanted.name !== undefined) return {}
  return { labelSelector: query.labelSelector, fieldSelector: query.fieldSelector, ...(sortBy === '' ? { limit: '500' } : { includeObject: 'Object' }) }
}

interface Group {
  readonly resource: Resource
  readonly answers: JsonObject[]
}

function groups(answers: readonly { readonly resource: Resource; readonly answer: JsonObject }[]): Group[] {
  const found: Group[] = []
  for (const { resource, answer } of answers) {
    const last = found.at(-1)
    if (last !== undefined && last.resource.plural === resource.plural && last.resource.group === resource.group) last.answers.push(answer)
    else found.push({ resource, answers: [answer] })
  }
  return found
}

function tableLines(answers: readonly JsonObject[], resource: Resource, options: TableOptions): string {
  const tables = answers.map((answer) => readTable(answer, resource, options))
  const rows = tables.flatMap((table) => table.rows)
  const [first] = tables
  if (rows.length === 0 || first === undefined) return ''
  return new ColumnWriter().write(options.noHeaders ? rows : [first.header, ...rows])
}
