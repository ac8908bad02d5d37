import { pathOf, qualifiedName } from '../api/discovery.ts'
import { watchEvents } from '../api/watch.ts'
import type { CommandCall } from '../command.ts'
import { CliError, isNotFound } from '../errors.ts'
import { isObject, listAt, textAt } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { chosenItems } from '../resources/chosen.ts'
import { eachItem } from '../resources/each.ts'
import type { Item } from '../resources/item.ts'

/** `wait`: until objects are in a state, or gone. */
export async function wait(call: CommandCall): Promise<void> {
  const goal = await readGoal(call.flags.text('for'))
  const count = await eachItem(itemsOf(call, goal), (item) => (goal.kind === 'delete' ? untilGone(call, item) : until(call, item, goal)))
  if (count === 0) throw new CliError('error: no matching resources found')
}

type Goal =
  | { readonly kind: 'delete' }
  | { readonly kind: 'state'; readonly isMet: (object: JsonObject) => boolean }

async function readGoal(text: string): Promise<Goal> {
  if (text.toLowerCase() === 'delete') return { kind: 'delete' }
  const [, condition, value = 'true'] = /^condition=([^=]+)(?:=(.*))?$/.exec(text) ?? []
  if (condition !== undefined) return { kind: 'state', isMet: (object) => hasCondition(object, condition, value) }
  const [, template, expected] = /^jsonpath=(\{[^}]*\}|[^=]+)(?:=(.*))?$/.exec(text) ?? []
  if (template === undefined) throw new CliError(`error: unrecognized condition: "${text}"`)
  const { compileJsonPath, relaxedJsonPath } = await import('../output/jsonpath.ts')
  const path = compileJsonPath(relaxedJsonPath(template))
  return { kind: 'state', isMet: (object) => path.find(object).some((found) => (expected === undefined ? true : plainText(found) === expected)) }
}

function plainText(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function hasCondition(object: JsonObject, type: string, value: string): boolean {
  const found = listAt(object, 'status', 'conditions').filter(isObject).find((one) => textAt(one, 'type').toLowerCase() === type.toLowerCase())
  return found !== undefined && textAt(found, 'status').toLowerCase() === value.toLowerCase()
}

// Something that is gone already needs no waiting, once there is at least one thing to wait for.
async function* itemsOf(call: CommandCall, goal: Goal): AsyncGenerator<Item | Error> {
  for await (const item of chosenItems(call)) {
    if (goal.kind === 'delete' && item instanceof Error && isNotFound(item)) continue
    yield item
  }
}

async function until(call: CommandCall, item: Item, { isMet }: Extract<Goal, { kind: 'state' }>): Promise<void> {
  const done = () => call.io.out(`${qualifiedName(item.resource, item.name)} condition met\n`)
  if (isMet(item.object)) return done()
  for await (const { type, object } of changesOf(call, item)) {
    if (type === 'DELETED') throw new CliError(`error: ${item.resource.plural}/${item.name} was deleted while we waited for it`)
    if (isMet(object)) return done()
  }
  throw new CliError(`error: timed out waiting for the condition on ${item.resource.plural}/${item.name}`)
}

async function untilGone(call: CommandCall, item: Item): Promise<void> {
  for await (const { type } of changesOf(call, item)) if (type === 'DELETED') return call.io.out(`${qualifiedName(item.resource, item.name)} condition met\n`)
  throw new CliError(`error: timed out waiting for the condition on ${item.resource.plural}/${item.name}`)
}

/** A negative --timeout means a week, as in kubectl. */
const week = 7 * 24 * 3_600_000

async function* changesOf(call: CommandCall, item: Item): ReturnType<typeof watchEvents> {
  const { api } = await call.cluster()
  const timeoutMs = call.flags.duration('timeout') < 0 ? week : call.flags.duration('timeout')
  if (timeoutMs === 0) return
  yield* watchEvents(api, {
    path: pathOf(item.resource, item.namespace), timeoutMs,
    query: { fieldSelector: `metadata.name=${item.name}`, resourceVersion: textAt(item.object, 'metadata', 'resourceVersion') },
  })
}
