import { readBody } from '../body.ts'
import { propagationPolicies, type PropagationPolicy } from '../deletion.ts'
import { isRecord, read, readList, text } from '../read.ts'
import { served, type DeleteOptions } from '../resources.ts'
import { ApiError } from '../status.ts'
import { apiVersionOf } from '../target.ts'
import { integerOf, json, shown, type ApiParts, type Call } from './call.ts'
import { stored } from './list.ts'
import { selection } from './selection.ts'

/** Deletes one object. Answers a Status when it is gone, and the object while it still waits for something. */
export async function deleteOne({ resources }: ApiParts, { request, url, target }: Call): Promise<Response> {
  const { object, gone } = resources.delete(target, deleteOptions(url, await readBody(request)))
  if (!gone) return json(shown(request, object))
  const details = { name: object.metadata.name, ...(target.group ? { group: target.group } : {}), kind: target.kind.plural, uid: object.metadata.uid }
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details })
}

/** Deletes every object that a request selects. */
export async function deleteMany(parts: ApiParts, call: Call): Promise<Response> {
  const { request, url, target } = call
  const options = deleteOptions(url, await readBody(request))
  const objects = stored(parts, call).filter(selection(parts, call))
  for (const { metadata: { namespace, name } } of objects) {
    // What an earlier deletion took along is gone already.
    if (parts.store.get(target.kind.resource, namespace, name)) parts.resources.delete({ ...target, ...(namespace ? { namespace } : {}), name }, options)
  }
  const metadata = { resourceVersion: String(parts.store.version) }
  return json({ kind: `${target.kind.kind}List`, apiVersion: apiVersionOf(target), metadata, items: objects.map((object) => shown(request, served(object, target))) })
}

/** DeleteOptions come in the body, in the query, or in both; the query wins. */
export function deleteOptions(url: URL, body: unknown): DeleteOptions {
  const policy = url.searchParams.get('propagationPolicy') ?? text(read(body, 'propagationPolicy'))
  const orphans = read(body, 'orphanDependents') === true
  const grace = integerOf(url, 'gracePeriodSeconds') ?? read(body, 'gracePeriodSeconds')
  const preconditions = read(body, 'preconditions')
  return {
    dryRun: [...url.searchParams.getAll('dryRun'), ...readList(body, 'dryRun')].includes('All'),
    policy: orphans ? 'Orphan' : policyOf(policy),
    ...(typeof grace === 'number' ? { graceSeconds: Math.max(0, grace) } : {}),
    ...(isRecord(preconditions) ? { preconditions: { uid: text(preconditions['uid']), resourceVersion: text(preconditions['resourceVersion']) } } : {}),
  }
}

function policyOf(given: string): PropagationPolicy | undefined {
  if (given === '') return undefined
  const known = propagationPolicies.find((policy) => policy === given)
  if (known) return known
  throw new ApiError('Invalid', `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: ${JSON.stringify(given)}: supported values: ${propagationPolicies.map((one) => JSON.stringify(one)).join(', ')}`)
}
