import { pathOf } from '../api/discovery.ts'
import type { Call } from '../api/api.ts'
import type { CommandCall } from '../command.ts'
import type { Json, JsonObject } from '../json.ts'
import type { DryRun } from '../output/result.ts'
import { patchFormOf, patchTypes } from '../patch/patch-form.ts'
import type { Item } from './item.ts'

export interface ItemPatch {
  readonly patch: Json
  /** By default the one that fits the object's type. */
  readonly contentType?: NonNullable<Call['contentType']>
  readonly dryRun?: DryRun
}

/** Sends a patch of one object; resolves to the object as it is now. */
export async function patchItem(call: CommandCall, item: Item, { patch, contentType = patchTypes[patchFormOf(item.resource)], dryRun = 'none' }: ItemPatch): Promise<JsonObject> {
  const { api } = await call.cluster()
  return api.call({
    method: 'PATCH', path: pathOf(item.resource, item.namespace, item.name), contentType, body: patch,
    query: {
      ...(call.flags.has('field-manager') ? { fieldManager: call.flags.text('field-manager') } : {}),
      ...(dryRun === 'server' ? { dryRun: 'All' } : {}),
    },
  })
}
