import type { Clock, Random } from '../clock.ts'
import { randomText } from '../random.ts'
import { admit, type Admitted } from './admission.ts'
import { asObject } from './body.ts'
import { toServed, toStored } from './conversion.ts'
import { beginDeletion, finishDeletion, type DeletionOptions } from './deletion.ts'
import type { Kind } from './kind.ts'
import { apply } from './managed-fields/apply.ts'
import { fieldsOf } from './managed-fields/field-set.ts'
import { managersOf, updated, withManagers } from './managed-fields/managers.ts'
import type { KubeObject } from './object.ts'
import { read, text } from './read.ts'
import { initialStatus } from './resources/initial-status.ts'
import { applyPatch, type Patch } from './resources/patch.ts'
import { shape } from './resources/shape.ts'
import { alreadyExists, ApiError, applyConflict, conflict, forbidden, notFound } from './status.ts'
import { same, timestamp, type Store } from './store.ts'
import { apiVersionOf, type Target } from './target.ts'

/** The alphabet of generated names (source: k8s.io/apimachinery rand, no vowels and no look-alikes). */
const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

export const fieldValidations = ['Strict', 'Warn', 'Ignore'] as const
export type FieldValidation = (typeof fieldValidations)[number]

export interface WriteOptions {
  /** Check and answer, store nothing. */
  readonly dryRun: boolean
  /** What becomes of fields that the kind does not have: a refusal, a warning, or nothing. They are never stored. */
  readonly fieldValidation?: FieldValidation
  /** Who writes, as managed fields keep account of it; nobody for the lab's own writes. */
  readonly manager?: string
  /** Server-side apply: take over fields of others. */
  readonly force?: boolean
  /** The write creates what somebody applies. */
  readonly applying?: boolean
  /** Objects of a profile bring their status along; those of clients get none but from `/status`. */
  readonly withStatus?: boolean
}

export interface DeleteOptions extends Omit<DeletionOptions, 'nowMs'> {
  readonly dryRun: boolean
  /** Delete only the object that has these. */
  readonly preconditions?: { readonly uid?: string | undefined; readonly resourceVersion?: string | undefined }
}

/** What a write answers: the object and sentences that a client prints as warnings. */
export interface Written {
  readonly object: KubeObject
  readonly warnings: readonly string[]
}

/** `gone` when nothing of the object is left; otherwise it waits for a controller. */
export interface Deleted {
  readonly object: KubeObject
  readonly gone: boolean
}

interface Update {
  readonly before: KubeObject
  readonly given: KubeObject
  readonly warnings: readonly string[]
  /** The account of a server-side apply; other writes add to the account that there is. */
  readonly managedFields?: unknown
}

interface Parts {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  readonly random: Random
  /** What OpenShift's router appends to the names of routes. */
  readonly routerSuffix: string
}

/** Reading and writing objects by the rules of an API server, apart from HTTP. */
export class Resources {
  readonly #parts: Parts
  readonly #store: Store

  constructor(parts: Parts) {
    this.#parts = parts
    this.#store = parts.store
  }

  get(target: Target): KubeObject {
    return served(this.#stored(target), target)
  }

  create(target: Target, body: unknown, options: WriteOptions): Written {
    const { dryRun, withStatus = false } = options
    const shaped = shape(target, asObject(body), options.fieldValidation ?? 'Ignore')
    const given = this.#named(this.#checked(shaped.object, target))
    const { kind } = target
    const { name, namespace } = given.metadata
    if (this.#store.get(kind.resource, namespace, name)) throw alreadyExists(kind, name)
    if (namespace) this.#checkNamespace(kind, namespace, name)
    const { resourceVersion: _version, uid: _uid, deletionTimestamp: _deletion, ...metadata } = given.metadata
    const fresh = withStatus ? given : unseen(kind, given)
    const admitted = this.#admit(target, { ...fresh, metadata }, undefined)
    const { warnings } = admitted
    const object = this.#accounted(target, { object: admitted.object, given, before: undefined }, options)
    this.#checkRoom(kind, object)
    const stored = dryRun ? this.#store.prepared(kind.resource, object) : this.#store.create(kind.resource, object)
    return { object: served(stored, target), warnings: [...shaped.warnings, ...warnings] }
  }

  replace(target: Target, body: unknown, options: WriteOptions): Written {
    const before = this.#stored(target)
    const { object, warnings } = shape(target, asObject(body), options.fieldValidation ?? 'Ignore')
    return this.#update(target, { before, given: this.#checked(object, target), warnings }, options)
  }

  patch(target: Target, patch: Patch, options: WriteOptions): Written {
    if (patch.type.startsWith('application/apply-patch')) return this.#apply(target, patch.body, options)
    const current = this.#stored(target)
    const { object, warnings } = shape(target, asObject(applyPatch(served(current, target), patch)), options.fieldValidation ?? 'Ignore')
    return this.#update(target, { before: current, given: this.#checked(object, target), warnings }, options)
  }

  #apply(target: Target, body: unknown, options: WriteOptions): Written {
    const before = this.#store.get(target.kind.resource, target.namespace, target.name ?? '')
    if (!options.manager) throw new ApiError('Invalid', 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch')
    if (!before) return this.create(target, body, { ...options, applying: true })
    const { object: config, warnings } = shape(target, asObject(body), options.fieldValidation ?? 'Ignore')
    const applied = apply({
      live: served(before, target), config, manager: options.manager, force: options.force ?? false,
      apiVersion: apiVersionOf(target), time: timestamp(this.#parts.clock.now()),
    })
    if ('conflicts' in applied) throw applyConflict(target.kind, before.metadata.name, applied.conflicts)
    const { managedFields, ...metadata } = applied.object.metadata
    const written = this.#update(target, { before, given: this.#checked({ ...applied.object, metadata }, target), warnings, managedFields }, options)
    return written
  }

  /** Deletes an object, at once or as soon as what has to happen first has happened. Controllers remove what it owned. */
  delete(target: Target, { dryRun, preconditions = {}, ...deletion }: DeleteOptions): Deleted {
    const object = this.#stored(target)
    for (const [field, label] of [['uid', 'UID'], ['resourceVersion', 'ResourceVersion']] as const) {
      const [wanted, actual] = [preconditions[field], object.metadata[field]]
      if (wanted && wanted !== actual) throw conflict(target.kind, object.metadata.name, `Precondition failed: ${label} in precondition: ${wanted}, ${label} in object meta: ${actual}`)
    }
    if (dryRun) return { object: served(object, target), gone: true }
    const left = beginDeletion(this.#store, target.kind.resource, object, { ...deletion, nowMs: this.#parts.clock.now() })
    return { object: served(left ?? object, target), gone: left === undefined }
  }

  #update(target: Target, { before, given, warnings: earlier, managedFields }: Update, options: WriteOptions): Written {
    const { kind } = target
    const { resourceVersion, uid } = given.metadata
    if (resourceVersion && resourceVersion !== before.metadata.resourceVersion) throw conflict(kind, before.metadata.name)
    if (uid && uid !== before.metadata.uid) throw conflict(kind, before.metadata.name, `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.metadata.uid}`)
    const admitted = this.#admit(target, partOf(target, before, given), before)
    const warnings = [...earlier, ...admitted.warnings]
    const object = this.#accounted(target, { object: admitted.object, given, before, managedFields }, options)
    this.#checkRoom(kind, object, before)
    if (options.dryRun) return { object: served(object, target), warnings }
    const stored = this.#store.update(kind.resource, object)
    finishDeletion(this.#store, kind.resource, stored)
    return { object: served(stored, target), warnings }
  }

  /** The object with the account of who owns which of its fields. Defaults belong to who left them out. */
  #accounted(target: Target, { object, given, before, managedFields }: Pick<Update, 'given' | 'managedFields'> & { object: KubeObject; before: KubeObject | undefined }, options: WriteOptions): KubeObject {
    const { managedFields: _, ...metadata } = object.metadata
    if (managedFields !== undefined) return { ...object, metadata: { ...metadata, managedFields } }
    // A client that moves fields from one manager to another, as kubectl does before its first server-side apply.
    const claimed = given.metadata['managedFields']
    if (before && Array.isArray(claimed) && !same(claimed, before.metadata['managedFields'])) return withManagers(object, managersOf({ ...object, metadata: given.metadata }))
    if (!options.manager || target.subresource === 'status') return before?.metadata['managedFields'] ? { ...object, metadata: { ...metadata, managedFields: before.metadata['managedFields'] } } : object
    const write = { before, manager: options.manager, apiVersion: apiVersionOf(target), time: timestamp(this.#parts.clock.now()) }
    if (options.applying) return withManagers(object, [{ name: options.manager, operation: 'Apply', apiVersion: write.apiVersion, time: write.time, fields: fieldsOf(given) }])
    return updated(object, write)
  }

  #stored(target: Target): KubeObject {
    const name = target.name ?? ''
    const object = this.#store.get(target.kind.resource, target.namespace, name)
    if (!object) throw notFound(target.kind, name)
    return object
  }

  #admit({ kind }: Target, object: KubeObject, before: KubeObject | undefined): Admitted {
    return admit({ kind, object, before, cluster: this.#store, routerSuffix: this.#parts.routerSuffix })
  }

  #checkRoom(kind: Kind, object: KubeObject, before?: KubeObject): void {
    const fullness = this.#store.fullness(kind.resource, object, before)
    if (fullness) throw forbidden(kind, object.metadata.name, fullness)
  }

  #checkNamespace(kind: Kind, namespace: string, name: string): void {
    const found = this.#store.get('namespaces', undefined, namespace)
    if (!found) throw new ApiError('NotFound', `namespaces "${namespace}" not found`, { name: namespace, kind: 'namespaces' })
    if (text(read(found, 'status', 'phase')) === 'Terminating') throw forbidden(kind, name, `unable to create new content in namespace ${namespace} because it is being terminated`)
  }

  /** A body whose kind, version, name and namespace agree with the address; in its stored form. */
  #checked(object: KubeObject, target: Target): KubeObject {
    const { kind } = target
    const named = { ...object, kind: object.kind || kind.kind, apiVersion: object.apiVersion || apiVersionOf(target) }
    if (named.kind !== kind.kind) throw new ApiError('BadRequest', `the object provided is of kind ${named.kind}, expected ${kind.kind} at this address`)
    if (named.apiVersion !== apiVersionOf(target)) throw new ApiError('BadRequest', `the API version in the data (${named.apiVersion}) does not match the expected API version (${apiVersionOf(target)})`)
    if (target.name && named.metadata.name && named.metadata.name !== target.name) {
      throw new ApiError('BadRequest', `the name of the object (${named.metadata.name}) does not match the name on the URL (${target.name})`)
    }
    const { namespace } = named.metadata
    if (kind.namespaced && namespace && target.namespace && namespace !== target.namespace) {
      throw new ApiError('BadRequest', `the namespace of the provided object does not match the namespace sent on the request`)
    }
    const { namespace: _, ...metadata } = { ...named.metadata, name: named.metadata.name || (target.name ?? '') }
    const placed = { ...named, metadata: kind.namespaced ? { ...metadata, namespace: target.namespace ?? namespace ?? 'default' } : metadata }
    return stored(placed, kind)
  }

  #named(object: KubeObject): KubeObject {
    const { name, generateName } = object.metadata
    if (name) return object
    if (typeof generateName !== 'string' || generateName === '') throw new ApiError('Invalid', `${object.kind} "" is invalid: metadata.name: Required value: name or generateName is required`)
    return { ...object, metadata: { ...object.metadata, name: `${generateName}${randomText(this.#parts.random, nameAlphabet, 5)}` } }
  }
}

/** A new object as clients may make one: its status is the server's alone. */
function unseen(kind: Kind, object: KubeObject): KubeObject {
  if (!kind.subresources.includes('status')) return object
  const { status: _status, ...rest } = object
  const status = initialStatus(kind.resource)
  return status ? { ...rest, status } : rest
}

/** A write to `/status` changes the status alone, any other write everything but the status. What the server keeps, no write changes. */
function partOf({ kind, subresource }: Target, before: KubeObject, given: KubeObject): KubeObject {
  const { deletionTimestamp, deletionGracePeriodSeconds } = before.metadata
  const kept = deletionTimestamp ? { deletionTimestamp, deletionGracePeriodSeconds: deletionGracePeriodSeconds ?? 0 } : {}
  if (subresource === 'status') return { ...before, ...(given.status ? { status: given.status } : {}) }
  const { deletionTimestamp: _timestamp, deletionGracePeriodSeconds: _grace, ...metadata } = given.metadata
  const { status, ...rest } = given
  const ownStatus = kind.subresources.includes('status') ? before.status : status
  return { ...rest, metadata: { ...metadata, ...kept }, ...(ownStatus ? { status: ownStatus } : {}) }
}

/** An object in the one form in which its resource is stored: one version, and a view's objects as what it shows. */
function stored(object: KubeObject, kind: Kind): KubeObject {
  const hub = toStored(kind.resource, object)
  const [preferred] = kind.served
  if (kind.viewOf) return { ...hub, ...kind.viewOf }
  return hub === object && preferred ? { ...object, apiVersion: apiVersionOf(preferred) } : hub
}

/** The stored object in the group and version of the request. */
export function served(object: KubeObject, { kind, group, version }: Pick<Target, 'kind' | 'group' | 'version'>): KubeObject {
  const shown = toServed(kind.resource, object, apiVersionOf({ group, version }))
  return shown.kind === kind.kind ? shown : { ...shown, kind: kind.kind }
}
