import { apiVersionOf, pathOf } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError, isNotFound, StatusError, throwCollected, usageError, withSource } from '../errors.ts'
import { textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { toGoJson } from '../output/json.ts'
import { readDryRun, resultPrinter } from '../output/result.ts'
import type { DryRun } from '../output/result.ts'
import { lastApplied, lastAppliedAnnotation, withLastApplied } from '../patch/last-applied.ts'
import { patchFormOf, patchTypes } from '../patch/patch-form.ts'
import { threeWayPatch } from '../patch/three-way.ts'
import { itemsOfFiles } from '../resources/from-files.ts'
import type { Item } from '../resources/item.ts'
import { withChangeCause } from './change-cause.ts'
import { requireFiles } from './require-files.ts'

type Outcome = 'created' | 'configured' | 'unchanged' | 'serverside-applied'

/** `apply -f`: creates what is missing and changes what differs from the files, leaving alone what others have set. */
export async function apply(call: CommandCall): Promise<void> {
  requireFiles(call)
  if (call.args.length > 0) throw usageError(call.path, `Unexpected args: [${call.args.join(' ')}]`)
  const dryRun = readDryRun(call)
  const onServer = call.flags.bool('server-side')
  checkFlags(call, { dryRun, onServer })
  const print = await resultPrinter(call, dryRun)
  const errors: unknown[] = []
  let count = 0
  for await (const item of itemsOfFiles(call, { validates: true })) {
    count += 1
    if (item instanceof CliError) {
      errors.push(item)
      continue
    }
    try {
      const { object, outcome } = onServer ? await applyOnServer(call, item, dryRun) : await applyOne(call, item, dryRun)
      print(item.resource, object, outcome)
    } catch (error) {
      errors.push(error)
    }
  }
  throwCollected(errors)
  if (count === 0) throw new CliError('error: no objects passed to apply')
}

function checkFlags({ flags }: CommandCall, { dryRun, onServer }: { readonly dryRun: DryRun; readonly onServer: boolean }): void {
  if (flags.bool('force-conflicts') && !onServer) throw new CliError('error: --force-conflicts only works with --server-side')
  if (onServer && dryRun === 'client') throw new CliError("error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
  if (flags.bool('prune')) throw new CliError('error: --prune is not built in here; remove what is no longer wanted with delete')
}

interface Applied {
  readonly object: JsonObject
  readonly outcome: Outcome
}

async function applyOne(call: CommandCall, item: Item, dryRun: DryRun): Promise<Applied> {
  const { api } = await call.cluster()
  const modified = withChangeCause(call, withLastApplied(item.object))
  let current: JsonObject
  try {
    current = await api.get(pathOf(item.resource, item.namespace, item.name))
  } catch (error) {
    if (!isNotFound(error)) throw withSource(error, 'retrieving current configuration of:\n' + describeItem(item) + '\nfrom server for:', item.source)
    return { object: await createNew(call, { item, object: modified }, dryRun), outcome: 'created' }
  }
  if (dryRun === 'client') return { object: modified, outcome: 'configured' }
  if (textAt(current, 'metadata', 'annotations', lastAppliedAnnotation) === '') call.io.err(missingAnnotationText(call, item))
  const form = patchFormOf(item.resource)
  const patch = threeWayPatch({ original: lastApplied(current) ?? {}, modified, current }, form)
  if (Object.keys(patch).length === 0) return { object: current, outcome: 'unchanged' }
  try {
    const object = await api.call({
      method: 'PATCH', path: pathOf(item.resource, item.namespace, item.name), contentType: patchTypes[form], body: patch, query: writeQuery(call, dryRun),
    })
    const same = textAt(object, 'metadata', 'resourceVersion') === textAt(current, 'metadata', 'resourceVersion')
    return { object, outcome: same && dryRun === 'none' ? 'unchanged' : 'configured' }
  } catch (error) {
    throw withSource(error, `applying patch:\n${toGoJson(patch, 0)}\nto:\n${describeItem(item)}\nfor:`, item.source)
  }
}

async function createNew(call: CommandCall, { item, object }: { readonly item: Item; readonly object: JsonObject }, dryRun: DryRun): Promise<JsonObject> {
  if (dryRun === 'client') return object
  try {
    return await (await call.cluster()).api.call({ method: 'POST', path: pathOf(item.resource, item.namespace), body: object, query: writeQuery(call, dryRun) })
  } catch (error) {
    throw withSource(error, 'creating', item.source)
  }
}

function writeQuery(call: CommandCall, dryRun: DryRun): Record<string, string> {
  return { fieldManager: call.flags.text('field-manager'), ...(dryRun === 'server' ? { dryRun: 'All' } : {}) }
}

async function applyOnServer(call: CommandCall, item: Item, dryRun: DryRun): Promise<Applied> {
  const query = { ...writeQuery(call, dryRun), fieldManager: call.flags.given('field-manager') ? call.flags.text('field-manager') : 'kubectl', force: String(call.flags.bool('force-conflicts')) }
  try {
    const object = await (await call.cluster()).api.call({
      method: 'PATCH', path: pathOf(item.resource, item.namespace, item.name), contentType: patchTypes.apply, body: item.object, query,
    })
    return { object, outcome: 'serverside-applied' }
  } catch (error) {
    throw error instanceof StatusError && error.reason === 'Conflict' ? new CliError(conflictText(error)) : error
  }
}

function conflictText(error: StatusError): string {
  return `error: Apply failed with ${error.message}
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See http://k8s.io/docs/reference/using-api/api-concepts/#conflicts`
}

function describeItem({ resource, namespace, name }: Item): string {
  const version = apiVersionOf(resource)
  return `Resource: "${version}, Resource=${resource.plural}", GroupVersionKind: "${version}, Kind=${resource.kind}"\nName: "${name}", Namespace: "${namespace ?? ''}"`
}

function missingAnnotationText({ program }: CommandCall, { resource, name }: Item): string {
  return `Warning: resource ${resource.plural}/${name} is missing the ${lastAppliedAnnotation} annotation which is required by ${program} apply. `
    + `${program} apply should only be used on resources created declaratively by either ${program} create --save-config or ${program} apply. `
    + 'The missing annotation will be patched automatically.\n'
}
