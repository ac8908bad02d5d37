import { apiVersionOf } from '../api/discovery.ts'
import { resolveKind } from '../api/resolve-type.ts'
import type { Cluster, CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { textAt, withValue } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { readManifests } from '../manifest/read-manifests.ts'
import type { Item } from './item.ts'

/**
 * The objects of the command's files, one by one: each is looked up only when the one before has been dealt with, so that a type
 * made by the first document of a file is known for the second. Mistakes come in their place.
 */
export async function* itemsOfFiles(call: CommandCall, options: { readonly validates: boolean }): AsyncGenerator<Item | CliError> {
  const { flags, io } = call
  if (flags.has('kustomize') && flags.text('kustomize') !== '') {
    throw new CliError('error: kustomize is not built in here; write the manifests to files and use -f')
  }
  const manifests = await readManifests(io, {
    filenames: flags.list('filename'), recursive: flags.has('recursive') && flags.bool('recursive'),
    validates: options.validates && (!flags.has('validate') || flags.text('validate') !== 'false'),
  })
  const cluster = await call.cluster()
  for (const manifest of manifests) {
    yield manifest.kind === 'problem' ? manifest.error : await recognise(cluster, manifest.object, manifest.source)
  }
}

/** Finds the type of an object and the namespace it belongs to. */
async function recognise(cluster: Cluster, object: JsonObject, source: string): Promise<Item | CliError> {
  const apiVersion = textAt(object, 'apiVersion')
  const kind = textAt(object, 'kind')
  const resource = await resolveKind(cluster.discovery, apiVersion, kind)
  if (resource === undefined) {
    return new CliError(`error: unable to recognize "${source}": no matches for kind "${kind}" in version "${apiVersion}"`)
  }
  const own = textAt(object, 'metadata', 'namespace')
  const { namespace, namespaceGiven } = cluster.target
  if (resource.namespaced && namespaceGiven && own !== '' && own !== namespace) {
    return new CliError(`error: the namespace from the provided object "${own}" does not match the namespace "${namespace}". You must pass '--namespace=${own}' to perform this operation.`)
  }
  const where = resource.namespaced ? own || namespace : undefined
  const placed = where === undefined ? object : withValue(object, ['metadata', 'namespace'], where)
  return { resource, namespace: where, name: textAt(object, 'metadata', 'name'), source, object: { ...placed, apiVersion: apiVersionOf(resource) } }
}
