import { pathOf } from '../../api/discovery.ts'
import { resolveKind } from '../../api/resolve-type.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { textAt, withValue } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { readDryRun, resultPrinter } from '../../output/result.ts'
import { withLastApplied } from '../../patch/last-applied.ts'
import { withChangeCause } from '../change-cause.ts'

/** Sends an object that a command has made and says what was done, or prints the object with -o. `--dry-run=client` only prints. */
export async function makeObject(call: CommandCall, made: JsonObject, done = 'created'): Promise<void> {
  const { flags } = call
  const dryRun = readDryRun(call)
  const print = await resultPrinter(call, dryRun)
  const named = flags.has('save-config') && flags.bool('save-config') ? withLastApplied(made) : made
  const [group, version] = splitVersion(textAt(made, 'apiVersion'))
  const kind = textAt(made, 'kind')
  const { namespace, namespaceGiven } = await call.target()
  const noted = withChangeCause(call, named)
  if (dryRun === 'client') {
    // Nothing is asked of the server, so that a manifest can be made without one.
    const placed = namespaceGiven && !clusterKinds.includes(kind) ? withValue(noted, ['metadata', 'namespace'], namespace) : noted
    return print({ group, version, plural: '', singular: '', kind, namespaced: true, shortNames: [], verbs: [], categories: [] }, placed, done)
  }
  const { api, discovery } = await call.cluster()
  const resource = await resolveKind(discovery, textAt(made, 'apiVersion'), kind)
  if (resource === undefined) throw new CliError(`error: no matches for kind "${kind}" in version "${textAt(made, 'apiVersion')}"`)
  const where = resource.namespaced ? namespace : undefined
  const object = where === undefined ? noted : withValue(noted, ['metadata', 'namespace'], where)
  const answer = await api.call({
    method: 'POST', path: pathOf(resource, where), body: object,
    query: { ...(flags.has('field-manager') ? { fieldManager: flags.text('field-manager') } : {}), ...(dryRun === 'server' ? { dryRun: 'All' } : {}) },
  })
  print(resource, answer, done)
}

const clusterKinds: readonly string[] = ['Namespace', 'ClusterRole', 'ClusterRoleBinding', 'PriorityClass']

function splitVersion(apiVersion: string): [group: string, version: string] {
  const at = apiVersion.indexOf('/')
  return at < 0 ? ['', apiVersion] : [apiVersion.slice(0, at), apiVersion.slice(at + 1)]
}
