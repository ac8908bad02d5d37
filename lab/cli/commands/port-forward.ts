import type { CommandCall } from '../command.ts'
import { CliError, usageError } from '../errors.ts'
import { textAt } from '../json.ts'
import { podOf, targetOf } from '../resources/pods.ts'
import { forward } from './port-forward/forward.ts'
import { readPorts } from './port-forward/ports.ts'

/** `port-forward`: ports of this machine that lead to a pod, until Ctrl-C. */
export async function portForward(call: CommandCall): Promise<void> {
  const { args, flags, path } = call
  const [word, ...ports] = args
  if (word === undefined || ports.length === 0) throw usageError(path, 'TYPE/NAME and list of ports are required for port-forward')
  const service = /^(svc|service|services)\//.test(word) ? await targetOf(call, word) : undefined
  const pod = await podOf(call, word)
  const pairs = readPorts(ports, { pod, ...(service ? { service } : {}) })
  const phase = textAt(pod, 'status', 'phase')
  if (phase !== 'Running') throw new CliError(`error: unable to forward port because pod is not running. Current status=${phase}`)
  const forwarding = await forward(call, { pod, pairs, addresses: flags.list('address').flatMap((one) => (one === 'localhost' ? ['127.0.0.1', '::1'] : [one])) })
  await forwarding.ended
}
