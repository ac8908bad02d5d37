import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { changePods } from './change-pods.ts'
import { containersAt, containersPatch, fits } from './pod-spec.ts'

/** `set resources deployment web --limits=cpu=200m --requests=memory=64Mi`. */
export async function setResources(call: CommandCall): Promise<void> {
  const { flags } = call
  const limits = amounts(flags.text('limits'), 'limits')
  const requests = amounts(flags.text('requests'), 'requests')
  if (limits === undefined && requests === undefined) throw new CliError('error: you must specify an update to requests or limits (in the form of --requests/--limits)')
  await changePods(call, {
    args: call.args, done: 'resource requirements updated',
    patchOf({ object }, path) {
      const containers = containersAt(object, path).filter((container) => fits(flags.text('containers'), textAt(container, 'name')))
      if (containers.length === 0) throw new CliError(`error: unable to find container named ${flags.text('containers')}`)
      const resources: JsonObject = { ...(limits === undefined ? {} : { limits }), ...(requests === undefined ? {} : { requests }) }
      return containersPatch(path, { containers: containers.map((container) => ({ name: textAt(container, 'name'), resources })) })
    },
  })
}

function amounts(text: string, what: string): JsonObject | undefined {
  if (text === '') return undefined
  return Object.fromEntries(text.split(',').map((pair) => {
    const [name = '', amount] = pair.split('=')
    if (amount === undefined || name === '') throw new CliError(`error: invalid argument syntax ${pair}, expected <resource>=<value> in --${what}`)
    return [name, amount === '0' ? null : amount]
  }))
}

/** `set serviceaccount deployment web builder`. */
export async function setServiceAccount(call: CommandCall): Promise<void> {
  const account = call.args.at(-1)
  if (account === undefined) throw new CliError('error: serviceaccount is required')
  await changePods(call, {
    args: call.args.slice(0, -1), done: 'serviceaccount updated',
    patchOf: (_item, path) => path.toReversed().reduce<JsonObject>((inner, key) => ({ [key]: inner }), { serviceAccountName: account, serviceAccount: account }),
  })
}
