import type { KubeObject } from '../object.ts'
import { read, readList, text } from '../read.ts'
import { same } from '../store.ts'
import { fieldsOf, fromFieldsV1, toFieldsV1, without, union, type FieldSet } from './field-set.ts'
import { valueAt } from './merge.ts'

/** Who wrote some fields of an object, and how. */
export interface Manager {
  readonly name: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly time: string
  readonly fields: FieldSet
}

export function managersOf(object: KubeObject): readonly Manager[] {
  return readList(object.metadata, 'managedFields').map((entry) => ({
    name: text(read(entry, 'manager')),
    operation: read(entry, 'operation') === 'Apply' ? 'Apply' : 'Update',
    apiVersion: text(read(entry, 'apiVersion')),
    time: text(read(entry, 'time')),
    fields: fromFieldsV1(read(entry, 'fieldsV1')),
  }))
}

/** The object with these managers; those that own nothing any more are left out. */
export function withManagers(object: KubeObject, managers: readonly Manager[]): KubeObject {
  const entries = managers.filter(({ fields }) => fields.size > 0).map(({ name, operation, apiVersion, time, fields }) => ({ manager: name, operation, apiVersion, time, fieldsType: 'FieldsV1', fieldsV1: toFieldsV1(fields) }))
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata: { ...metadata, ...(entries.length > 0 ? { managedFields: entries } : {}) } }
}

/** Whether anybody applied the object on the server's side. */
export function isApplied(object: KubeObject): boolean {
  return readList(object.metadata, 'managedFields').some((entry) => read(entry, 'operation') === 'Apply')
}

interface Update {
  readonly before: KubeObject | undefined
  readonly manager: string
  readonly apiVersion: string
  readonly time: string
}

/** After a write that is no apply: what it changed belongs to its manager, what it removed to nobody. */
export function updated(object: KubeObject, { before, manager, apiVersion, time }: Update): KubeObject {
  const all = fieldsOf(object)
  const changed: FieldSet = before ? new Map([...all].filter(([, path]) => !same(valueAt(object, path), valueAt(before, path)))) : all
  const managers = before ? managersOf(before) : []
  // An object from before anybody kept account stays without, until somebody applies it.
  if (before && managers.length === 0) return withManagers(object, [])
  const lost = without(union(...managers.map(({ fields }) => fields)), all)
  if (changed.size === 0 && lost.size === 0) return withManagers(object, managers)
  const others = managers.map((one) => ({ ...one, fields: without(without(one.fields, changed), lost) }))
  const own = others.find((one) => one.name === manager && one.operation === 'Update')
  return withManagers(object, [...others.filter((one) => one !== own), { name: manager, operation: 'Update', apiVersion, time, fields: union(own?.fields ?? new Map(), changed) }])
}
