import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { objectAt, withValue, withoutValue } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { readDryRun, resultPrinter } from '../output/result.ts'
import { patchTypes } from '../patch/patch-form.ts'
import { chosenItems } from '../resources/chosen.ts'
import { eachItem } from '../resources/each.ts'
import type { Item } from '../resources/item.ts'
import { readPairs } from '../resources/pairs.ts'
import type { Pairs } from '../resources/pairs.ts'
import { patchItem } from '../resources/patch-item.ts'
import { withChangeCause } from './change-cause.ts'

/** `label`: sets and removes labels. */
export async function label(call: CommandCall): Promise<void> {
  const { flags, io } = call
  const pairs = readPairs(call.args, 'label')
  const bad = Object.entries(pairs.set).find(([, value]) => value.length > 63 || !/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value))
  if (bad !== undefined) throw new CliError(`error: invalid label value: "${bad[0]}=${bad[1]}": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`)
  requireWork(call, pairs, 'label')
  await changeEach(call, pairs, {
    field: 'labels', done: (item) => (changesLabels(item, pairs) ? 'labeled' : 'not labeled'),
    check(item) {
      const have = objectAt(item.object, 'metadata', 'labels')
      const taken = Object.keys(pairs.set).find((key) => have[key] !== undefined)
      if (taken !== undefined && !flags.bool('overwrite')) throw new CliError(`error: '${taken}' already has a value (${String(have[taken])}), and --overwrite is false`)
      for (const key of pairs.removed) if (have[key] === undefined) io.out(`label "${key}" not found.\n`)
    },
  })
}

/** `annotate`: sets and removes annotations. */
export async function annotate(call: CommandCall): Promise<void> {
  const { flags } = call
  const pairs = readPairs(call.args, 'annotation')
  requireWork(call, pairs, 'annotation')
  await changeEach(call, pairs, {
    field: 'annotations', done: () => 'annotated',
    check(item) {
      const have = objectAt(item.object, 'metadata', 'annotations')
      const taken = Object.keys(pairs.set).filter((key) => have[key] !== undefined && !flags.bool('overwrite'))
      if (taken.length > 0) throw new CliError(`error: --overwrite is false but found the following declared annotation(s): ${taken.map((key) => `'${key}' already has a value (${String(have[key])})`).join('; ')}`)
    },
  })
}

function requireWork({ flags }: CommandCall, { resources, set, removed }: Pairs, what: string): void {
  const files = flags.list('filename').length > 0 || flags.text('kustomize') !== ''
  if (resources.length === 0 && !files) throw new CliError('error: one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (Object.keys(set).length + removed.length === 0 && !flags.bool('list')) throw new CliError(`error: at least one ${what} update is required`)
}

interface Change {
  readonly field: 'labels' | 'annotations'
  readonly check: (item: Item) => void
  readonly done: (item: Item) => string
}

async function changeEach(call: CommandCall, pairs: Pairs, { field, check, done }: Change): Promise<void> {
  const { flags, io } = call
  const dryRun = readDryRun(call)
  const local = flags.bool('local')
  const print = await resultPrinter(call, dryRun)
  let count = 0
  await eachItem(chosenItems(call, { args: pairs.resources, local }), async (item) => {
    count += 1
    if (flags.bool('list')) return list(call, item, { field, many: namesMany(call, pairs.resources) })
    check(item)
    const changes: Record<string, Json> = { ...pairs.set, ...Object.fromEntries(pairs.removed.map((key) => [key, null])) }
    const changed = applied(item.object, field, pairs)
    if (local || dryRun === 'client') return print(item.resource, changed, done(item))
    const version = flags.text('resource-version')
    const patch = withChangeCause(call, { metadata: { [field]: changes, ...(version === '' ? {} : { resourceVersion: version }) } })
    const object = await patchItem(call, item, { patch, contentType: patchTypes.merge, dryRun })
    print(item.resource, object, done(item))
  })
  if (count === 0) io.err('No resources found\n')
}

function namesMany({ flags }: CommandCall, words: readonly string[]): boolean {
  const single = words.length === 1 && words[0]?.includes('/') === true || words.length === 2
  return !single || flags.bool('all') || flags.text('selector') !== ''
}

function list(call: CommandCall, { object, resource, name }: Item, { field, many }: { readonly field: Change['field']; readonly many: boolean }): void {
  const values = objectAt(object, 'metadata', field)
  if (many) call.io.out(`Listing ${field} for ${resource.kind}${resource.group === '' ? '' : `.${resource.group}`}/${name}:\n`)
  for (const key of Object.keys(values).toSorted()) call.io.out(`${many ? ' ' : ''}${key}=${String(values[key])}\n`)
}

function applied(object: JsonObject, field: string, { set, removed }: Pairs): JsonObject {
  const added = Object.entries(set).reduce((made, [key, value]) => withValue(made, ['metadata', field, key], value), object)
  return removed.reduce((made, key) => withoutValue(made, ['metadata', field, key]), added)
}

function changesLabels({ object }: Item, { set, removed }: Pairs): boolean {
  const have = objectAt(object, 'metadata', 'labels')
  return Object.entries(set).some(([key, value]) => have[key] !== value) || removed.some((key) => have[key] !== undefined)
}
