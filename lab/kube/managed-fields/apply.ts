import { asObject } from '../body.ts'
import type { KubeObject } from '../object.ts'
import { same } from '../store.ts'
import { displayed, fieldsOf, union, without, type FieldPath } from './field-set.ts'
import { managersOf, withManagers, type Manager } from './managers.ts'
import { overlay, removed, valueAt } from './merge.ts'

interface ApplyInput {
  readonly live: KubeObject
  /** What its manager wants of the object; what else is there stays as it is. */
  readonly config: KubeObject
  readonly manager: string
  readonly force: boolean
  readonly apiVersion: string
  readonly time: string
}

interface Conflict {
  /** `.spec.replicas` */
  readonly field: string
  readonly manager: string
  readonly apiVersion: string
}

export type Applied = { readonly object: KubeObject } | { readonly conflicts: readonly Conflict[] }

/** Server-side apply: lays a manager's wishes over an object, takes away what it wished before and no longer does, and keeps account of who owns what. */
export function apply({ live, config, manager, force, apiVersion, time }: ApplyInput): Applied {
  const wanted = fieldsOf(config)
  const known = accounted(live)
  const own = known.find((one) => one.name === manager && one.operation === 'Apply')
  const others = known.filter((one) => one !== own)
  const contested = others.flatMap((other) => [...wanted].filter(([id, path]) => other.fields.has(id) && !isItem(path) && !same(valueAt(live, path), valueAt(config, path))).map(([, path]) => ({ other, path })))
  if (contested.length > 0 && !force) return { conflicts: contested.map(({ other, path }) => ({ field: displayed(path), manager: other.name, apiVersion: other.apiVersion })) }

  const taken = new Map(contested.map(({ path }) => [JSON.stringify(path), path]))
  const left = others.map((one) => ({ ...one, fields: without(one.fields, taken) }))
  const dropped = without(without(own?.fields ?? new Map<string, FieldPath>(), wanted), union(...left.map(({ fields }) => fields)))
  const { managedFields: _, ...metadata } = config.metadata
  const merged = overlay(live, { ...config, metadata })
  // Longest first: what is inside an item goes before the item.
  const result = [...dropped.values()].toSorted((a, b) => b.length - a.length).reduce((object, path) => removed(object, path), merged)
  const mine: Manager = { name: manager, operation: 'Apply', apiVersion, time: own && sameFields(own.fields, wanted) && same(result, live) ? own.time : time, fields: wanted }
  return { object: withManagers(asObject(result), [...left, mine]) }
}

function isItem(path: FieldPath): boolean {
  return !path.at(-1)?.startsWith('f:')
}

function sameFields(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a.keys()].every((id) => b.has(id))
}

/** Managers of an object; one from before anybody kept account gets a manager of everything, as on the real server. */
function accounted(live: KubeObject): readonly Manager[] {
  const managers = managersOf(live)
  if (managers.length > 0) return managers
  return [{ name: 'before-first-apply', operation: 'Update', apiVersion: live.apiVersion, time: live.metadata.creationTimestamp ?? '', fields: fieldsOf(live) }]
}
