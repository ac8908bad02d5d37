import type { CommandCall } from '../command.ts'
import { CliError, isNotFound, throwCollected } from '../errors.ts'
import { chosenItems } from '../resources/chosen.ts'
import type { Item } from '../resources/item.ts'
import { describerOf } from './describe/describers.ts'

/** `describe`: everything about objects, and what has happened to them, in words. */
export async function describe(call: CommandCall): Promise<void> {
  const { args, flags, io } = call
  if (args.length === 0 && flags.list('filename').length === 0) {
    throw new CliError(`error: You must specify the type of resource to describe. Use "${call.program} api-resources" for a complete list of supported resources.`)
  }
  const errors: unknown[] = []
  let count = 0
  for await (const item of describedItems(call)) {
    if (item instanceof Error) {
      errors.push(item)
      continue
    }
    const text = await (await describerOf(item.resource, call.program))(call, item, flags.bool('show-events'))
    io.out(item.byPrefix === true ? `${text}\n` : `${count === 0 ? '' : '\n\n'}${text}`)
    count += 1
  }
  throwCollected(errors)
  if (count === 0) {
    const everywhere = flags.bool('all-namespaces')
    io.err(everywhere ? 'No resources found\n' : `No resources found in ${(await call.target()).namespace} namespace.\n`)
  }
}

// A name that no object has may be the beginning of the names of several: `describe pod reviews` shows them all.
async function* describedItems(call: CommandCall): AsyncGenerator<(Item & { readonly byPrefix?: boolean }) | Error> {
  for await (const item of chosenItems(call, { wholeTypes: true })) {
    const [type, prefix] = call.args
    if (!(item instanceof Error) || !isNotFound(item) || type === undefined || prefix === undefined || call.args.length !== 2 || type.includes('/')) {
      yield item
      continue
    }
    let found = false
    for await (const other of chosenItems(call, { args: [type], wholeTypes: true })) {
      if (other instanceof Error || !other.name.startsWith(prefix)) continue
      found = true
      yield { ...other, byPrefix: true }
    }
    if (!found) yield item
  }
}
