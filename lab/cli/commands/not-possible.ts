import type { CommandCall } from '../command.ts'
import { CliError, usageError } from '../errors.ts'
import { podOf } from '../resources/pods.ts'

/** What cannot be done in a lab, and what can be done instead. */
const sentences = {
  cp: 'the containers of this cluster have no tar, and nothing in them can be written; keep settings in a config map, and read a file with exec POD -- cat FILE',
  build: "this cluster has no builds, image streams and templates; write the objects to a file for 'oc apply -f FILE', or start from an image with 'oc create deployment NAME --image=IMAGE'",
  debug: 'no shell can be started beside the pods of this cluster; exec starts one inside, describe and logs say what a pod does',
  drain: 'the only node of this cluster cannot be emptied: its pods have nowhere to go',
} as const

export type Impossible = keyof typeof sentences

/** Ends a command that a lab cannot do; a pod that is named wrongly is told about first. */
export async function notPossible(call: CommandCall, what: Impossible): Promise<void> {
  const [word] = call.args
  if (what === 'debug') {
    if (word === undefined) throw usageError(call.path, 'pod or type/name must be specified')
    await podOf(call, word)
  }
  throw new CliError(`error: ${call.path.split(' ').slice(1).join(' ')} is not possible here: ${sentences[what]}`)
}
