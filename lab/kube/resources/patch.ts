import type { KubeObject } from '../object.ts'
import { applyJsonPatch, mergePatch, strategicMerge } from '../patch.ts'
import { isRecord } from '../read.ts'
import { ApiError } from '../status.ts'

export interface Patch {
  /** The Content-Type, which says what kind of patch it is. */
  readonly type: string
  readonly body: unknown
}

const mediaTypes = ['application/json-patch+json', 'application/merge-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml']

/** What a patch makes of an object, before any check of the result. */
export function applyPatch(object: KubeObject, { type, body }: Patch): unknown {
  if (type.startsWith('application/json-patch')) return guarded(object, () => applyJsonPatch(object, body))
  if (!isRecord(body)) throw new ApiError('BadRequest', 'Expected the patch to be an object, got something else')
  if (type.startsWith('application/merge-patch')) return mergePatch(object, body)
  if (type.startsWith('application/strategic-merge-patch')) return strategicMerge(object, body)
  throw new ApiError('UnsupportedMediaType', `the body of the request was in an unknown format - accepted media types include: ${mediaTypes.join(', ')}`)
}

function guarded(object: KubeObject, patch: () => unknown): unknown {
  try {
    return patch()
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'unknown reason'
    throw new ApiError('Invalid', `${object.kind} "${object.metadata.name}" is invalid: the server rejected our request due to an error in our request: ${reason}`)
  }
}
