import { pathOf } from '../../api/discovery.ts'
import type { Resource } from '../../api/discovery.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { itemsOfFiles } from '../../resources/from-files.ts'
import { readSelection } from '../../resources/selection.ts'

/** What `get` asks for, besides which objects. */
export interface Query {
  readonly labelSelector: string
  readonly fieldSelector: string
  readonly allNamespaces: boolean
}

/** One request: a list, or an object by name. */
export interface Wanted {
  readonly resource: Resource
  /** Undefined for types without namespaces and for all namespaces. */
  readonly namespace: string | undefined
  /** Undefined: all objects of the type. */
  readonly name?: string
  readonly path: string
}

export function readQuery({ flags }: CommandCall): Query {
  return {
    labelSelector: flags.has('selector') ? flags.text('selector') : '',
    fieldSelector: flags.has('field-selector') ? flags.text('field-selector') : '',
    allNamespaces: flags.has('all-namespaces') && flags.bool('all-namespaces'),
  }
}

/**
 * The requests that arguments or files stand for. A mistake in a file stands in its place.
 * @throws CliError for arguments that do not go together.
 */
export async function wantedObjects(call: CommandCall, query: Query): Promise<readonly (Wanted | CliError)[]> {
  const { flags, args, program, command } = call
  if (flags.has('filename') && (flags.list('filename').length > 0 || flags.text('kustomize') !== '')) {
    if (args.length > 0) throw new CliError('error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well')
    const wanted: (Wanted | CliError)[] = []
    for await (const item of itemsOfFiles(call, { validates: false })) {
      wanted.push(item instanceof CliError ? item : { ...item, path: pathOf(item.resource, item.namespace, item.name) })
    }
    return wanted
  }
  const cluster = await call.cluster()
  const selections = await readSelection(cluster, { args, program, verb: command.name })
  if (selections.some(({ name }) => name !== undefined)) {
    if (query.labelSelector !== '') {
      throw new CliError(args.some((arg) => arg.includes('/')) ? 'error: selectors and the all flag cannot be used when passing resource/name arguments' : 'error: name cannot be provided when a selector is specified')
    }
    if (query.fieldSelector !== '' && !args.some((arg) => arg.includes('/'))) throw new CliError('error: name cannot be provided when a selector is specified')
    if (query.allNamespaces) throw new CliError('error: a resource cannot be retrieved by name across all namespaces')
  }
  return selections.map(({ resource, name }) => {
    const namespace = resource.namespaced && !query.allNamespaces ? cluster.target.namespace : undefined
    return { resource, namespace, path: pathOf(resource, namespace, name), ...(name === undefined ? {} : { name }) }
  })
}
