import type { Random } from '../clock.ts'
import { randomText } from '../random.ts'
import { admit, type Admitted } from './admission.ts'
import { applyJsonPatch, mergePatch, strategicMerge } from './patch.ts'
import type { Kind } from './kind.ts'
import type { KubeObject } from './object.ts'
import { asObject } from './body.ts'
import { isRecord } from './read.ts'
import { alreadyExists, ApiError, conflict, notFound } from './status.ts'
import type { Store } from './store.ts'
import { apiVersionOf, type Target } from './target.ts'

/** The alphabet of generated names (source: k8s.io/apimachinery rand, no vowels and no look-alikes). */
const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

export interface WriteOptions {
  /** Check and answer, store nothing. */
  readonly dryRun: boolean
}

/** What a write answers: the object and sentences that a client prints as warnings. */
export interface Written {
  readonly object: KubeObject
  readonly warnings: readonly string[]
}

interface Parts {
  readonly store: Store
  readonly random: Random
}

/** Reading and writing objects by the rules of an API server, apart from HTTP. */
export class Resources {
  readonly #store: Store
  readonly #random: Random

  constructor({ store, random }: Parts) {
    this.#store = store
    this.#random = random
  }

  get(target: Target): KubeObject {
    const name = target.name ?? ''
    const object = this.#store.get(target.kind.resource, target.namespace, name)
    if (!object) throw notFound(target.kind, name)
    return served(object, target)
  }

  list(target: Target): readonly KubeObject[] {
    return this.#store.list(target.kind.resource, target.namespace).map((object) => served(object, target))
  }

  create(target: Target, body: unknown, { dryRun }: WriteOptions): Written {
    const given = this.#named(this.#checked(asObject(body), target))
    const { name, namespace } = given.metadata
    if (this.#store.get(target.kind.resource, namespace, name)) throw alreadyExists(target.kind, name)
    if (namespace && !this.#store.get('namespaces', undefined, namespace)) throw new ApiError('NotFound', `namespaces "${namespace}" not found`, { name: namespace, kind: 'namespaces' })
    const { object, warnings } = this.#admit(target.kind, given, undefined)
    const { resourceVersion: _, ...metadata } = object.metadata
    const stored = dryRun ? object : this.#store.create(target.kind.resource, { ...object, metadata })
    return { object: served(stored, target), warnings }
  }

  replace(target: Target, body: unknown, options: WriteOptions): Written {
    const given = this.#checked(asObject(body), target)
    const before = this.#store.get(target.kind.resource, target.namespace, target.name ?? '')
    if (!before) throw notFound(target.kind, target.name ?? '')
    return this.#update(target, { before, given }, options)
  }

  patch(target: Target, { type, body }: { type: string; body: unknown }, options: WriteOptions): Written {
    const before = this.#store.get(target.kind.resource, target.namespace, target.name ?? '')
    if (!before && type.startsWith('application/apply-patch')) return this.create(target, body, options)
    if (!before) throw notFound(target.kind, target.name ?? '')
    const patched = asObject(applyPatch(type, served(before, target), body))
    return this.#update(target, { before, given: this.#checked(patched, target) }, options)
  }

  /** Removes an object and answers what it was. Controllers remove what it owned. */
  delete(target: Target, { dryRun }: WriteOptions): KubeObject {
    const object = this.get(target)
    if (!dryRun) this.#store.delete(target.kind.resource, target.namespace, object.metadata.name)
    return object
  }

  #update(target: Target, { before, given }: { before: KubeObject; given: KubeObject }, { dryRun }: WriteOptions): Written {
    const { kind } = target
    const wanted = given.metadata.resourceVersion
    if (wanted && wanted !== before.metadata.resourceVersion) throw conflict(kind, before.metadata.name)
    const { object, warnings } = this.#admit(kind, partOf(target.subresource, before, given), before)
    const stored = dryRun ? object : this.#store.update(kind.resource, object)
    return { object: served(stored, target), warnings }
  }

  #admit(kind: Kind, object: KubeObject, before: KubeObject | undefined): Admitted {
    return admit({ kind, object, before, cluster: this.#store })
  }

  #checked(object: KubeObject, target: Target): KubeObject {
    const { kind } = target
    const named = { ...object, kind: object.kind || kind.kind, apiVersion: object.apiVersion || apiVersionOf(target) }
    if (named.kind !== kind.kind) throw new ApiError('BadRequest', `the object provided is of kind ${named.kind}, expected ${kind.kind} at this address`)
    if (target.name && named.metadata.name && named.metadata.name !== target.name) {
      throw new ApiError('BadRequest', `the name of the object (${named.metadata.name}) does not match the name on the URL (${target.name})`)
    }
    const { namespace } = named.metadata
    if (kind.namespaced && namespace && target.namespace && namespace !== target.namespace) {
      throw new ApiError('BadRequest', `the namespace of the provided object does not match the namespace sent on the request`)
    }
    const metadata = { ...named.metadata, name: named.metadata.name || (target.name ?? '') }
    if (!kind.namespaced) {
      const { namespace: _, ...rest } = metadata
      return { ...named, metadata: rest }
    }
    return { ...named, metadata: { ...metadata, namespace: target.namespace ?? namespace ?? 'default' } }
  }

  #named(object: KubeObject): KubeObject {
    const { name, generateName } = object.metadata
    if (name) return object
    if (typeof generateName !== 'string') throw new ApiError('Invalid', `${object.kind} "" is invalid: metadata.name: Required value: name or generateName is required`)
    return { ...object, metadata: { ...object.metadata, name: `${generateName}${randomText(this.#random, nameAlphabet, 5)}` } }
  }
}

/** A write to `/status` changes the status alone, any other write everything but the status. */
function partOf(subresource: string | undefined, before: KubeObject, given: KubeObject): KubeObject {
  if (subresource === 'status') return { ...before, ...(given.status ? { status: given.status } : {}) }
  return before.status ? { ...given, status: before.status } : given
}

/** The stored object in the group and version of the request. */
export function served(object: KubeObject, target: Pick<Target, 'group' | 'version'>): KubeObject {
  const apiVersion = apiVersionOf(target)
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion }
}

function applyPatch(type: string, object: KubeObject, patch: unknown): unknown {
  if (type.startsWith('application/json-patch')) return guarded(object, () => applyJsonPatch(object, patch))
  if (!isRecord(patch)) throw new ApiError('BadRequest', 'Expected the patch to be an object, got something else')
  if (type.startsWith('application/merge-patch') || type.startsWith('application/apply-patch')) return mergePatch(object, patch)
  if (type.startsWith('application/strategic-merge-patch')) return strategicMerge(object, patch)
  throw new ApiError('UnsupportedMediaType', `the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml (got ${type})`)
}

function guarded(object: KubeObject, patch: () => unknown): unknown {
  try {
    return patch()
  } catch (error) {
    throw new ApiError('Invalid', `${object.kind} "${object.metadata.name}" is invalid: the patch does not fit: ${error instanceof Error ? error.message : 'unknown reason'}`)
  }
}

