import type { CommandCall } from '../command.ts'
import type { JsonObject } from '../json.ts'
import { textAt, withValue } from '../json.ts'

const annotation = 'kubernetes.io/change-cause'

/** Notes the command in the object when --record asks for it; what `rollout history` shows. */
export function withChangeCause(call: CommandCall, object: JsonObject): JsonObject {
  if (!call.flags.has('record') || !call.flags.bool('record')) return object
  const command = `${call.path} ${process.argv.slice(call.program === process.argv[2] ? 4 : 3).join(' ')}`.trim()
  if (textAt(object, 'metadata', 'annotations', annotation) === command) return object
  return withValue(object, ['metadata', 'annotations', annotation], command)
}
