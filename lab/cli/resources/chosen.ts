import { apiVersionOf, pathOf } from '../api/discovery.ts'
import type { Resource } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { isObject, listAt, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { itemsOfFiles } from './from-files.ts'
import type { Item } from './item.ts'
import { noResourceText } from './no-resource.ts'
import { readSelection } from './selection.ts'
import type { Selection } from './selection.ts'

export interface Choice {
  /** Arguments that name objects; the command's own by default. */
  readonly args?: readonly string[]
  /** Whether a type alone means all of its objects; otherwise that is refused without a selector or --all. */
  readonly wholeTypes?: boolean
  /** The refusal of a call without arguments and files. */
  readonly none?: string
  /** Takes objects of files as they stand there, without asking the server. */
  readonly local?: boolean
}

/**
 * The objects that a command's arguments, files and selectors choose, as the server has them now, one after the other.
 * What cannot be read comes as an error in its place, so that a command may go on.
 * @throws CliError for words that do not go together.
 */
export async function* chosenItems(call: CommandCall, choice: Choice = {}): AsyncGenerator<Item | Error> {
  const { flags } = call
  const args = choice.args ?? call.args
  const files = flags.has('filename') && (flags.list('filename').length > 0 || (flags.has('kustomize') && flags.text('kustomize') !== ''))
  if (files) {
    if (args.length > 0) throw new CliError('error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well')
    yield* fromFiles(call, choice.local ?? false)
    return
  }
  if (args.length === 0) throw new CliError(choice.none ?? noResourceText)
  yield* named(call, args, choice.wholeTypes ?? false)
}

async function* fromFiles(call: CommandCall, local: boolean): AsyncGenerator<Item | Error> {
  for await (const item of itemsOfFiles(call, { validates: false })) {
    if (item instanceof Error || local) yield item
    else yield await read(call, item)
  }
}

async function* named(call: CommandCall, args: readonly string[], wholeTypes: boolean): AsyncGenerator<Item | Error> {
  const cluster = await call.cluster()
  const selections = await readSelection(cluster, { args, program: call.program, verb: call.command.name })
  const filter = readFilter(call)
  checkNames(selections, { args, filter, wholeTypes })
  for (const { resource, name } of selections) {
    const namespace = resource.namespaced && !filter.everywhere ? cluster.target.namespace : undefined
    if (name !== undefined) yield await read(call, { resource, namespace, name, source: '' })
    else yield* listed(call, { resource, namespace }, filter)
  }
}

interface Filter {
  readonly labelSelector: string
  readonly fieldSelector: string
  readonly all: boolean
  readonly everywhere: boolean
}

function readFilter({ flags }: CommandCall): Filter {
  return {
    labelSelector: flags.has('selector') ? flags.text('selector') : '',
    fieldSelector: flags.has('field-selector') ? flags.text('field-selector') : '',
    all: flags.has('all') && flags.bool('all'),
    everywhere: flags.has('all-namespaces') && flags.bool('all-namespaces'),
  }
}

function checkNames(selections: readonly Selection[], { args, filter, wholeTypes }: { readonly args: readonly string[]; readonly filter: Filter; readonly wholeTypes: boolean }): void {
  const filtered = filter.labelSelector !== '' || filter.fieldSelector !== '' || filter.all
  const withNames = selections.some(({ name }) => name !== undefined)
  if (filtered && withNames) {
    throw new CliError(args.some((arg) => arg.includes('/')) ? 'error: selectors and the all flag cannot be used when passing resource/name arguments' : 'error: name cannot be provided when a selector is specified')
  }
  if (withNames && filter.everywhere) throw new CliError('error: a resource cannot be retrieved by name across all namespaces')
  if (!withNames && !filtered && !wholeTypes) throw new CliError('error: resource(s) were provided, but no name, label selector, or --all flag specified')
}

async function read(call: CommandCall, item: Omit<Item, 'object'>): Promise<Item | Error> {
  try {
    const object = await (await call.cluster()).api.get(pathOf(item.resource, item.namespace, item.name))
    return { ...item, object: typed(object, item.resource) }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function* listed(call: CommandCall, { resource, namespace }: Pick<Item, 'resource' | 'namespace'>, filter: Filter): AsyncGenerator<Item | Error> {
  try {
    const list = await (await call.cluster()).api.get(pathOf(resource, namespace), { labelSelector: filter.labelSelector, fieldSelector: filter.fieldSelector })
    for (const object of listAt(list, 'items').filter(isObject)) yield itemOf(resource, object)
  } catch (error) {
    yield error instanceof Error ? error : new Error(String(error))
  }
}

/** An object of a list as an item; members of lists come without their type. */
function itemOf(resource: Resource, object: JsonObject): Item {
  return {
    resource, namespace: resource.namespaced ? textAt(object, 'metadata', 'namespace') : undefined, name: textAt(object, 'metadata', 'name'), source: '',
    object: typed(object, resource),
  }
}

function typed(object: JsonObject, resource: Resource): JsonObject {
  return { ...object, apiVersion: textAt(object, 'apiVersion') || apiVersionOf(resource), kind: textAt(object, 'kind') || resource.kind }
}
