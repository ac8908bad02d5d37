import type { Condition, Match } from '../model.ts'
import { field, numberField, recordField, stringsField, textField } from './fields.ts'
import { textTest } from './text-test.ts'

/**
 * The `match` list of a VirtualService's route: any of them, all conditions of one. Undefined when none applies here,
 * so that the route does not either; empty when the route fits everything.
 */
export function compileMatches(sources: readonly unknown[], applies: (source: unknown) => boolean): readonly Match[] | undefined {
  if (sources.length === 0) return []
  const here = sources.filter(applies)
  if (here.length === 0) return undefined
  const matches = here.map(compileMatch)
  return matches.some((match) => match.length === 0) ? [] : matches
}

function compileMatch(source: unknown): Match {
  const conditions: Condition[] = []
  const ignoreCase = field(source, 'ignoreUriCase') === true
  if (field(source, 'uri') !== undefined) conditions.push({ on: 'path', test: textTest(field(source, 'uri'), { ignoreCase }) })
  for (const on of ['method', 'authority', 'scheme'] as const) {
    if (field(source, on) !== undefined) conditions.push({ on, test: textTest(field(source, on)) })
  }
  conditions.push(...named(source, 'headers', 'header'), ...named(source, 'queryParams', 'query'))
  conditions.push(...named(source, 'withoutHeaders', 'header').map((condition) => ({ ...condition, not: true })))
  const port = numberField(source, 'port')
  if (port !== undefined) conditions.push({ on: 'port', port })
  const [labels, namespace] = [stringsField(source, 'sourceLabels'), textField(source, 'sourceNamespace')]
  if (Object.keys(labels).length > 0 || namespace !== undefined) conditions.push({ on: 'source', labels, ...(namespace ? { namespace } : {}) })
  return conditions
}

type Named = Extract<Condition, { on: 'header' | 'query' }>

function named(source: unknown, from: string, on: Named['on']): Named[] {
  return Object.entries(recordField(source, from) ?? {}).map(([name, test]) => ({ on, name: on === 'header' ? name.toLowerCase() : name, test: textTest(test) }))
}
