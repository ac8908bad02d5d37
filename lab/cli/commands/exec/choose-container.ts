import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { isObject, listAt, textAt, type JsonObject } from '../../json.ts'

/** The container of a pod that a command is for: the named one, else the first, which is told where there are more. */
export async function chooseContainer({ flags, io, program }: CommandCall, pod: JsonObject, { quiet }: { readonly quiet: boolean }): Promise<string> {
  const [name, namespace, phase] = [textAt(pod, 'metadata', 'name'), textAt(pod, 'metadata', 'namespace'), textAt(pod, 'status', 'phase')]
  if (phase === 'Succeeded' || phase === 'Failed') throw new CliError(`error: cannot exec into a container in a completed pod; current phase is ${phase}`)
  const wanted = flags.text('container')
  if (wanted !== '') return wanted
  const names = listAt(pod, 'spec', 'containers').filter(isObject).map((one) => textAt(one, 'name'))
  const chosen = textAt(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container')
  const container = names.includes(chosen) ? chosen : (names[0] ?? '')
  if (names.length > 1 && container !== chosen && !quiet) {
    io.err(`Defaulting container name to ${container}.\nUse '${program} describe pod/${name} -n ${namespace}' to see all of the containers in this pod.\n`)
  }
  return container
}
