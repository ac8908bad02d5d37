import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { isObject, listAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { podOf, podsOf } from '../../resources/pods.ts'

/** The log of one container. */
export interface LogStream {
  readonly pod: string
  readonly container: string
  readonly path: string
}

/** The logs that a command line asks for, in the order in which they are printed. */
export async function streamsOf(call: CommandCall): Promise<readonly LogStream[]> {
  const { args, flags } = call
  const selector = flags.text('selector')
  const [word = '', inline] = args
  const wanted = inline ?? flags.text('container')
  if (selector !== '') {
    const pods = await podsOf(call, selector)
    if (pods.length === 0) call.io.err(`No resources found in ${(await call.target()).namespace} namespace.\n`)
    return pods.flatMap((pod) => containersOf(call, pod, wanted).map((container) => streamOf(pod, container)))
  }
  const pod = await podOf(call, word)
  return containersOf(call, pod, wanted).map((container) => streamOf(pod, container))
}

function streamOf(pod: JsonObject, container: string): LogStream {
  const name = textAt(pod, 'metadata', 'name')
  return { pod: name, container, path: `/api/v1/namespaces/${encodeURIComponent(textAt(pod, 'metadata', 'namespace'))}/pods/${encodeURIComponent(name)}/log` }
}

function containersOf({ flags }: CommandCall, pod: JsonObject, wanted: string): readonly string[] {
  const name = textAt(pod, 'metadata', 'name')
  const names = (field: string) => listAt(pod, 'spec', field).filter(isObject).map((one) => textAt(one, 'name'))
  const containers = names('containers')
  const others = names('initContainers')
  if (flags.bool('all-containers')) return [...others, ...containers]
  if (wanted !== '') {
    if (![...containers, ...others].includes(wanted)) throw new CliError(`error: container ${wanted} is not valid for pod ${name}`)
    return [wanted]
  }
  const standard = textAt(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container') || textAt(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-logs-container')
  if (containers.includes(standard)) return [standard]
  if (containers.length <= 1) return containers
  const choice = `choose one of: [${containers.join(' ')}]${others.length === 0 ? '' : ` or one of the init containers: [${others.join(' ')}]`}`
  throw new CliError(`error: a container name must be specified for pod ${name}, ${choice}`)
}
