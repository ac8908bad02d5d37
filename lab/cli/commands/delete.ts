import { pathOf } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError, isNotFound, throwCollected, usageError, withSource } from '../errors.ts'
import { isObject, listAt, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { readDryRun } from '../output/result.ts'
import type { DryRun } from '../output/result.ts'
import { itemsOfFiles } from '../resources/from-files.ts'
import type { Item } from '../resources/item.ts'
import { noResourceText } from '../resources/no-resource.ts'
import { readSelection } from '../resources/selection.ts'
import { deleteItem, readDeletion, waitUntilGone } from './delete-item.ts'

/** `delete`: objects of files, by name, by label or all of a type; then waits until they are gone. */
export async function deleteObjects(call: CommandCall): Promise<void> {
  const { flags, io } = call
  const force = flags.bool('force')
  const gracePeriod = readGracePeriod(call)
  if (flags.bool('all') && flags.text('selector') !== '') throw new CliError('error: setting \'all\' parameter but found a non empty selector. ')
  if (flags.bool('all') && flags.text('field-selector') !== '') throw new CliError('error: setting \'all\' parameter but found a non empty selector. ')
  if (flags.text('output') !== '' && flags.text('output') !== 'name') throw usageError(call.path, `unexpected -o output mode: ${flags.text('output')}. We only support '-o name'`)
  const dryRun = readDryRun(call)
  if (force && gracePeriod === 0) io.err('warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n')
  const deletion = { ...readDeletion(call, gracePeriod), dryRun: dryRun === 'server' }
  const errors: unknown[] = []
  const gone: (Item & { readonly uid?: string })[] = []
  const ignoreMissing = flags.bool('ignore-not-found') || (flags.bool('all') && !flags.given('ignore-not-found'))
  let count = 0
  const items = flags.list('filename').length > 0 || flags.text('kustomize') !== '' ? itemsOfFiles(call, { validates: false }) : selectedItems(call)
  const { api } = await call.cluster()
  for await (const item of items) {
    if (item instanceof Error) {
      if (!(ignoreMissing && isNotFound(item))) errors.push(item)
      continue
    }
    try {
      const answer = dryRun === 'client' ? await api.get(pathOf(item.resource, item.namespace, item.name)) : await deleteItem(api, item, deletion)
      count += 1
      io.out(describeDeletion(item, { dryRun, force: gracePeriod === 0, nameOnly: flags.text('output') === 'name' }))
      const uid = textAt(answer, 'details', 'uid') || textAt(answer, 'metadata', 'uid')
      gone.push(uid === '' ? item : { ...item, uid })
    } catch (error) {
      if (!(ignoreMissing && isNotFound(error))) errors.push(withSource(error, 'deleting', item.source))
    }
  }
  if (flags.bool('wait') && dryRun === 'none' && !(force && gracePeriod === 0)) for (const item of gone) await waitUntilGone(api, item, deletion)
  throwCollected(errors)
  if (count === 0 && !ignoreMissing) io.out('No resources found\n')
}

function readGracePeriod({ flags }: CommandCall): number {
  const given = flags.int('grace-period')
  if (flags.bool('now')) {
    if (given !== -1) throw new CliError('error: --now and --grace-period cannot be specified together')
    return 1
  }
  if (given === 0 && !flags.bool('force')) return 1
  if (flags.bool('force') && given < 0) return 0
  if (flags.bool('force') && given > 0) throw new CliError('error: --force and --grace-period greater than 0 cannot be specified together')
  return given
}

async function* selectedItems(call: CommandCall): AsyncGenerator<Item | Error> {
  const { args, flags, program } = call
  if (args.length === 0) throw new CliError(noResourceText)
  const cluster = await call.cluster()
  const selections = await readSelection(cluster, { args, program, verb: 'delete' })
  const selector = flags.text('selector')
  const fieldSelector = flags.text('field-selector')
  const filtered = selector !== '' || fieldSelector !== '' || flags.bool('all')
  if (filtered && selections.some(({ name }) => name !== undefined)) {
    throw new CliError(args.some((arg) => arg.includes('/')) ? 'error: selectors and the all flag cannot be used when passing resource/name arguments' : 'error: name cannot be provided when a selector is specified')
  }
  if (!filtered && selections.some(({ name }) => name === undefined)) {
    throw new CliError('error: resource(s) were provided, but no name, label selector, or --all flag specified')
  }
  for (const { resource, name } of selections) {
    const everywhere = flags.bool('all-namespaces')
    const namespace = resource.namespaced && !everywhere ? cluster.target.namespace : undefined
    if (name !== undefined) {
      if (everywhere) throw new CliError('error: a resource cannot be retrieved by name across all namespaces')
      yield { resource, namespace, name, source: '', object: {} }
      continue
    }
    const list = await cluster.api.get(pathOf(resource, namespace), { labelSelector: selector, fieldSelector })
    for (const object of listAt(list, 'items').filter(isObject)) yield itemOf(resource, object)
  }
}

function itemOf(resource: Item['resource'], object: JsonObject): Item {
  const namespace = resource.namespaced ? textAt(object, 'metadata', 'namespace') : undefined
  return { resource, namespace, name: textAt(object, 'metadata', 'name'), source: '', object }
}

interface Manner {
  readonly dryRun: DryRun
  readonly force: boolean
  readonly nameOnly: boolean
}

function describeDeletion({ resource, name }: Item, { dryRun, force, nameOnly }: Manner): string {
  const type = `${resource.kind.toLowerCase()}${resource.group === '' ? '' : `.${resource.group}`}`
  if (nameOnly) return `${type}/${name}\n`
  const suffix = { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRun]
  return `${type} "${name}" ${force ? 'force deleted' : 'deleted'}${suffix}\n`
}
