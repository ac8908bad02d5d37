import type { Clock, Random } from '../clock.ts'
import { randomUid } from '../random.ts'
import type { Change, ChangeType, ClusterReader, KubeObject, ResourceName } from './object.ts'

/** A change with the version it made; watches are fed from these. */
export interface VersionedChange extends Change {
  readonly version: number
}

export interface StoreState {
  readonly version: number
  readonly objects: Readonly<Record<ResourceName, readonly KubeObject[]>>
}

/** How many changes a watch may be behind before it must list again. */
const historyLength = 1000

/**
 * The objects of one cluster. Objects are replaced, never changed in place, so that a reader may keep what it got.
 * Knows nothing of HTTP, kinds or rules; whoever writes has checked before.
 */
export class Store implements ClusterReader {
  readonly #objects = new Map<ResourceName, Map<string, KubeObject>>()
  readonly #listeners = new Set<(change: VersionedChange) => void>()
  readonly #clock: Clock
  readonly #random: Random
  #history: VersionedChange[] = []
  #version: number

  constructor({ clock, random, state }: { clock: Clock; random: Random; state?: StoreState }) {
    this.#clock = clock
    this.#random = random
    this.#version = state?.version ?? 1
    for (const [resource, objects] of Object.entries(state?.objects ?? {})) {
      this.#objects.set(resource, new Map(objects.map((object) => [keyOf(object), object])))
    }
  }

  get version(): number {
    return this.#version
  }

  get(resource: ResourceName, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#objects.get(resource)?.get(`${namespace ?? ''}/${name}`)
  }

  /** Objects by namespace and name, as an API server lists them. */
  list(resource: ResourceName, namespace?: string): readonly KubeObject[] {
    const all = [...(this.#objects.get(resource)?.values() ?? [])]
    const found = namespace === undefined ? all : all.filter((object) => object.metadata.namespace === namespace)
    return found.toSorted((a, b) => compare(keyOf(a), keyOf(b)))
  }

  resources(): readonly ResourceName[] {
    return [...this.#objects.keys()]
  }

  onChange(listener: (change: VersionedChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Changes after a version, oldest first; undefined when they are no longer known (410 Gone). */
  since(version: number): readonly VersionedChange[] | undefined {
    const oldest = this.#history[0]?.version ?? this.#version + 1
    if (version < oldest - 1 && version < this.#version) return undefined
    return this.#history.filter((change) => change.version > version)
  }

  /** Stores a new object with uid, version and creation time. The name must be free. */
  create(resource: ResourceName, object: KubeObject): KubeObject {
    const { metadata } = object
    const stored: KubeObject = {
      ...object,
      metadata: {
        ...metadata,
        uid: metadata.uid ?? randomUid(this.#random),
        generation: metadata.generation ?? 1,
        creationTimestamp: metadata.creationTimestamp ?? timestamp(this.#clock.now()),
      },
    }
    return this.#put('ADDED', resource, stored)
  }

  /** Replaces an object; unchanged content keeps its version, as on an API server. */
  update(resource: ResourceName, object: KubeObject): KubeObject {
    const before = this.get(resource, object.metadata.namespace, object.metadata.name)
    if (!before) throw new Error(`Expected ${resource} ${keyOf(object)} to exist, got nothing`)
    const { uid, creationTimestamp, resourceVersion, generation = 1 } = before.metadata
    const kept = { ...object, metadata: { ...object.metadata, uid, creationTimestamp, resourceVersion, generation } }
    if (same(kept, before)) return before
    const next = same(kept.spec, before.spec) ? generation : generation + 1
    return this.#put('MODIFIED', resource, { ...kept, metadata: { ...kept.metadata, generation: next } })
  }

  delete(resource: ResourceName, namespace: string | undefined, name: string): KubeObject | undefined {
    const object = this.get(resource, namespace, name)
    if (!object) return undefined
    this.#objects.get(resource)?.delete(keyOf(object))
    this.#publish('DELETED', resource, this.#stamped(object))
    return object
  }

  snapshot(): StoreState {
    return { version: this.#version, objects: Object.fromEntries([...this.#objects].map(([name, objects]) => [name, [...objects.values()]])) }
  }

  #put(type: ChangeType, resource: ResourceName, object: KubeObject): KubeObject {
    const stamped = this.#stamped(object)
    const objects = this.#objects.get(resource) ?? new Map<string, KubeObject>()
    this.#objects.set(resource, objects)
    objects.set(keyOf(stamped), stamped)
    this.#publish(type, resource, stamped)
    return stamped
  }

  #stamped(object: KubeObject): KubeObject {
    this.#version += 1
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } }
  }

  #publish(type: ChangeType, resource: ResourceName, object: KubeObject): void {
    const change = { type, resource, object, version: this.#version }
    this.#history.push(change)
    // Cut in steps: shifting one by one would make every write cost the length of the history.
    if (this.#history.length > 2 * historyLength) this.#history = this.#history.slice(-historyLength)
    for (const listener of this.#listeners) listener(change)
  }
}

/** RFC 3339 without fractions, as Kubernetes writes times. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Deep equality of JSON, whatever the order of keys; undefined fields count as absent. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const left = Object.entries(a).filter(([, value]) => value !== undefined)
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined))
  return left.length === right.size && left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
}
