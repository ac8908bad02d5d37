import type { CommandCall } from '../command.ts'
import { CliError, usageError } from '../errors.ts'
import { podOf } from '../resources/pods.ts'

/** What cannot be done in a lab, and what can be done instead. */
const sentences = {
  exec: 'no program can be started inside the containers of this cluster, which are no processes of a Linux machine; read what they write with logs, and ask what they serve with curl',
  'port-forward': "the ports of this cluster's pods are not those of a network; reach them through a route: oc expose svc NAME, then curl the host that oc get routes shows",
  cp: 'the containers of this cluster have no files; keep settings in a config map',
  build: "this cluster has no builds, image streams and templates; write the objects to a file for 'oc apply -f FILE', or start from an image with 'oc create deployment NAME --image=IMAGE'",
  debug: 'no shell can be started in the pods of this cluster; describe and logs say what a pod does',
  drain: 'the only node of this cluster cannot be emptied: its pods have nowhere to go',
} as const

export type Impossible = keyof typeof sentences

/** Ends a command that a lab cannot do; a pod that is named wrongly is told about first. */
export async function notPossible(call: CommandCall, what: Impossible): Promise<void> {
  const [word] = call.args
  if (what === 'exec' || what === 'debug' || what === 'port-forward') {
    if (word === undefined) throw usageError(call.path, what === 'port-forward' ? 'TYPE/NAME and list of ports are required for port-forward' : 'pod or type/name must be specified')
    await podOf(call, word)
  }
  throw new CliError(`error: ${call.path.split(' ').slice(1).join(' ')} is not possible here: ${sentences[what]}`)
}
