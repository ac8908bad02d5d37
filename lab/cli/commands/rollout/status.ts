import { pathOf } from '../../api/discovery.ts'
import { watchEvents } from '../../api/watch.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { textAt } from '../../json.ts'
import { chosenItems } from '../../resources/chosen.ts'
import type { Item } from '../../resources/item.ts'
import { noTypeText } from './texts.ts'
import { viewerOf } from './status-viewers.ts'

/** `rollout status`: says how far a rollout is, again with every change until it is done. */
export async function rolloutStatus(call: CommandCall): Promise<void> {
  const items: Item[] = []
  for await (const item of chosenItems(call, { none: noTypeText })) {
    if (item instanceof Error) throw item
    items.push(item)
  }
  const [item, ...more] = items
  if (item === undefined) throw new CliError('error: no resources found')
  if (more.length > 0) throw new CliError(`error: rollout status is only supported on individual resources and resource collections - ${items.length} resources were found`)
  await follow(call, item)
}

async function follow(call: CommandCall, item: Item): Promise<void> {
  const { flags, io } = call
  const view = viewerOf(item.resource.kind)
  const wanted = flags.int('revision')
  const first = view(item.object, wanted)
  io.out(first.text)
  if (first.done || !flags.bool('watch')) return
  const { api } = await call.cluster()
  const events = watchEvents(api, {
    path: pathOf(item.resource, item.namespace), timeoutMs: flags.duration('timeout'),
    query: { fieldSelector: `metadata.name=${item.name}`, resourceVersion: textAt(item.object, 'metadata', 'resourceVersion') },
  })
  for await (const { type, object } of events) {
    if (type === 'DELETED') throw new CliError('error: object has been deleted')
    if (type !== 'ADDED' && type !== 'MODIFIED') continue
    const { text, done } = view(object, wanted)
    io.out(text)
    if (done) return
  }
  throw new CliError('error: timed out waiting for the condition')
}
