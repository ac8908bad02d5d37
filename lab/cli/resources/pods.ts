import { pathOf } from '../api/discovery.ts'
import { resolveType } from '../api/resolve-type.ts'
import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { isObject, listAt, objectAt, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { labelsText, selectorText } from './selector-text.ts'

/** The pods that labels choose, in the order of their names. */
export async function podsOf(call: CommandCall, labelSelector: string): Promise<readonly JsonObject[]> {
  const { api, target } = await call.cluster()
  return listAt(await api.get(podsPath(target.namespace), { labelSelector }), 'items').filter(isObject)
}

/**
 * The pod that `NAME`, `pod/NAME`, `deploy/NAME` or `svc/NAME` means. Of several pods behind a workload the best is taken: ready before
 * unready ones, older before younger ones; stderr says which.
 */
export async function podOf(call: CommandCall, word: string): Promise<JsonObject> {
  const { api, discovery, target } = await call.cluster()
  const at = word.indexOf('/')
  if (at < 0) return api.get(`${podsPath(target.namespace)}/${encodeURIComponent(word)}`)
  const resource = await resolveType(discovery, word.slice(0, at))
  const object = await api.get(pathOf(resource, resource.namespaced ? target.namespace : undefined, word.slice(at + 1)))
  if (resource.kind === 'Pod') return object
  const selector = podSelector(resource.kind, object)
  if (selector === '') throw new CliError(`error: cannot get the logs from ${apiKind(resource)}: selector for ${word} not set`)
  const [best, ...others] = (await podsOf(call, selector)).toSorted(byFitness)
  if (best === undefined) throw new CliError('error: timed out waiting for the condition')
  if (others.length > 0) call.io.err(`Found ${others.length + 1} pods, using pod/${textAt(best, 'metadata', 'name')}\n`)
  return best
}

/** What `TYPE/NAME` names. */
export async function targetOf(call: CommandCall, word: string): Promise<JsonObject> {
  const { api, discovery, target } = await call.cluster()
  const at = word.indexOf('/')
  const resource = await resolveType(discovery, word.slice(0, at))
  return api.get(pathOf(resource, resource.namespaced ? target.namespace : undefined, word.slice(at + 1)))
}

function podsPath(namespace: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`
}

function apiKind({ group, version, kind }: { readonly group: string; readonly version: string; readonly kind: string }): string {
  return `${group === '' ? version : `${group}/${version}`}, Kind=${kind}`
}

// Services and replication controllers have plain labels, workloads have selectors.
function podSelector(kind: string, object: JsonObject): string {
  const selector = objectAt(object, 'spec', 'selector')
  return ['Service', 'ReplicationController', 'DeploymentConfig'].includes(kind) ? labelsText(selector) : selectorText(selector)
}

function byFitness(a: JsonObject, b: JsonObject): number {
  return Number(isReady(b)) - Number(isReady(a)) || (textAt(a, 'metadata', 'creationTimestamp') < textAt(b, 'metadata', 'creationTimestamp') ? -1 : 1)
}

function isReady(pod: JsonObject): boolean {
  return listAt(pod, 'status', 'conditions').some((one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True')
}
