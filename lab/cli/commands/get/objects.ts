import type { CommandCall } from '../../command.ts'
import { CliError, isNotFound, throwCollected } from '../../errors.ts'
import { isObject, textAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { ObjectPrinter } from '../../output/printer.ts'
import { queryOf } from './tables.ts'
import { wantedObjects } from './query.ts'
import type { Query } from './query.ts'
import { sortObjects } from './sort.ts'

/** Prints whole objects: the one that was named as itself, everything else as one List. */
export async function getObjects(call: CommandCall, query: Query, printer: ObjectPrinter): Promise<void> {
  const { flags, io } = call
  const { api } = await call.cluster()
  const errors: unknown[] = []
  let objects: JsonObject[] = []
  const wanted = await wantedObjects(call, query)
  for (const one of wanted) {
    if (one instanceof CliError) {
      errors.push(one)
      continue
    }
    try {
      const answer = await api.get(one.path, queryOf(one, query))
      objects.push(...(one.name === undefined ? itemsOf(answer) : [answer]))
    } catch (error) {
      if (!(flags.bool('ignore-not-found') && isNotFound(error))) errors.push(error)
    }
  }
  const [only] = wanted
  const single = wanted.length === 1 && only !== undefined && (only instanceof CliError || only.name !== undefined)
  if (single && errors.length > 0) throwCollected(errors)
  if (objects.length === 0 && flags.bool('ignore-not-found')) return
  if (flags.text('sort-by') !== '') objects = await sortObjects(objects, flags.text('sort-by'))
  const [first] = objects
  const whole = single && first !== undefined ? first : { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '', selfLink: '' } }
  io.out(printer.print(whole))
  throwCollected(errors)
}

// Items of a list come without their type; it is the list's own without `List`.
function itemsOf(list: JsonObject): JsonObject[] {
  if (!Array.isArray(list.items)) return [list]
  const kind = textAt(list, 'kind').replace(/List$/, '')
  const apiVersion = textAt(list, 'apiVersion')
  return list.items.filter((item: Json): item is JsonObject => isObject(item)).map((item) => ({ apiVersion, kind, ...item }))
}
