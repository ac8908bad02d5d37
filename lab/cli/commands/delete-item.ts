import { pathOf } from '../api/discovery.ts'
import type { Api } from '../api/api.ts'
import { watchEvents } from '../api/watch.ts'
import type { CommandCall } from '../command.ts'
import { CliError, isNotFound, StatusError } from '../errors.ts'
import { textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { Item } from '../resources/item.ts'

export interface Deletion {
  readonly propagationPolicy: 'Background' | 'Foreground' | 'Orphan'
  /** Seconds; undefined for the object's own. */
  readonly gracePeriodSeconds?: number
  /** 0 for ever. */
  readonly timeoutMs: number
  readonly dryRun: boolean
}

const policies: Readonly<Record<string, Deletion['propagationPolicy']>> = {
  background: 'Background', foreground: 'Foreground', orphan: 'Orphan', true: 'Background', false: 'Orphan',
}

/** Reads the flags of a deletion. */
export function readDeletion(call: CommandCall, gracePeriod = call.flags.int('grace-period')): Deletion {
  const cascade = call.flags.text('cascade')
  const propagationPolicy = policies[cascade]
  if (propagationPolicy === undefined) {
    throw new CliError(`error: Invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan".`)
  }
  return {
    propagationPolicy, timeoutMs: call.flags.duration('timeout'), dryRun: false,
    ...(gracePeriod >= 0 ? { gracePeriodSeconds: gracePeriod } : {}),
  }
}

/** Asks the server to delete one object; resolves to its answer. */
export async function deleteItem(api: Api, item: Pick<Item, 'resource' | 'namespace' | 'name'>, deletion: Deletion): Promise<JsonObject> {
  const { propagationPolicy, gracePeriodSeconds } = deletion
  return api.call({
    method: 'DELETE', path: pathOf(item.resource, item.namespace, item.name), query: deletion.dryRun ? { dryRun: 'All' } : {},
    body: { propagationPolicy, ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }) },
  })
}

/** Resolves when the object is gone, or another of the same name has come in its place, or we may not look any more. */
export async function waitUntilGone(api: Api, item: Pick<Item, 'resource' | 'namespace' | 'name'> & { readonly uid?: string }, { timeoutMs }: Pick<Deletion, 'timeoutMs'>): Promise<void> {
  try {
    await watchUntilGone(api, item, timeoutMs)
  } catch (error) {
    if (!isNotFound(error) && !mayNotLook(error)) throw error
  }
}

/** Throws the server's NotFound when the object is gone. */
async function watchUntilGone(api: Api, item: Pick<Item, 'resource' | 'namespace' | 'name'> & { readonly uid?: string }, timeoutMs: number): Promise<void> {
  const live = await api.get(pathOf(item.resource, item.namespace, item.name))
  if (item.uid !== undefined && item.uid !== textAt(live, 'metadata', 'uid')) return
  const query = { fieldSelector: `metadata.name=${item.name}`, resourceVersion: textAt(live, 'metadata', 'resourceVersion') }
  for await (const { type } of watchEvents(api, { path: pathOf(item.resource, item.namespace), query, timeoutMs })) if (type === 'DELETED') return
  // The server ended the watch, or the time is over: one more look decides.
  await api.get(pathOf(item.resource, item.namespace, item.name))
  throw new CliError(`error: timed out waiting for the condition on ${item.resource.plural}/${item.name}`)
}

/** Who deletes their own project loses the right to see it: kubectl takes that for the end, too. */
function mayNotLook(error: unknown): boolean {
  return error instanceof StatusError && (error.reason === 'Forbidden' || error.reason === 'MethodNotAllowed')
}
