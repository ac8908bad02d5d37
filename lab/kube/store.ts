import type { Clock, Random } from '../clock.ts'
import { randomUid } from '../random.ts'
import type { Change, ClusterReader, KubeObject, ResourceName } from './object.ts'

/** A change with the version it made; watches are fed from these. */
export interface VersionedChange extends Change {
  readonly version: number
}

export interface StoreState {
  readonly version: number
  readonly objects: Readonly<Record<ResourceName, readonly KubeObject[]>>
}

/** How far a watch may be behind before it must list again: in changes, and in characters of their objects. */
const history = { changes: 1000, size: 8 * 2 ** 20 }

/** What one lab may hold: far more than a lesson needs, far less than would trouble its neighbours. */
export interface StoreLimits {
  readonly objects: number
  /** Length of all objects as JSON, in characters. */
  readonly size: number
  /** Length of one. */
  readonly objectSize: number
  readonly pods: number
}

const defaultLimits: StoreLimits = { objects: 5000, size: 24 * 2 ** 20, objectSize: 3 * 2 ** 19, pods: 400 }

/**
 * The objects of one cluster. Objects are replaced, never changed in place, so that a reader may keep what it got.
 * Knows nothing of HTTP, kinds or rules; whoever writes has checked before.
 */
export class Store implements ClusterReader {
  readonly #objects = new Map<ResourceName, Map<string, KubeObject>>()
  /** Lists in order, until something is written. */
  readonly #sorted = new Map<ResourceName, readonly KubeObject[]>()
  readonly #limits: StoreLimits
  #used = { objects: 0, size: 0 }
  readonly #listeners = new Set<(change: VersionedChange) => void>()
  readonly #clock: Clock
  readonly #random: Random
  #history: VersionedChange[] = []
  #historySize = 0
  /** Changes that a listener made while others still hear of an earlier one: everybody hears of them in order. */
  #unheard: VersionedChange[] | undefined
  #version: number

  constructor({ clock, random, state, limits = defaultLimits }: { clock: Clock; random: Random; state?: StoreState; limits?: StoreLimits }) {
    this.#clock = clock
    this.#random = random
    this.#limits = limits
    this.#version = state?.version ?? 1
    for (const [resource, objects] of Object.entries(state?.objects ?? {})) {
      this.#objects.set(resource, new Map(objects.map((object) => [keyOf(object), object])))
      for (const object of objects) this.#account(undefined, object)
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
    const known = this.#sorted.get(resource)
    const all = known ?? [...(this.#objects.get(resource)?.values() ?? [])].sort((a, b) => compare(keyOf(a), keyOf(b)))
    if (!known) this.#sorted.set(resource, all)
    return namespace === undefined ? all : all.filter((object) => object.metadata.namespace === namespace)
  }

  /** Why an object cannot be stored, in place of another or as a new one; undefined where there is room. */
  fullness(resource: ResourceName, object: KubeObject, before?: KubeObject): string | undefined {
    const { objectSize, size: most } = this.#limits
    const size = sizeOf(object)
    const grown = size - (before ? sizeOf(before) : 0)
    if (!before && this.room(resource) === 0) {
      const [name, used, limit] = resource === 'pods' && this.#used.objects < this.#limits.objects ? ['pods', this.list('pods').length, this.#limits.pods] : ['objects', this.#used.objects, this.#limits.objects]
      return `exceeded quota: lab, requested: ${name}=1, used: ${name}=${used}, limited: ${name}=${limit}`
    }
    if (size > objectSize) return `exceeded quota: lab, requested: size=${size}, limited: size=${objectSize} for one object`
    return grown > 0 && this.#used.size + grown > most ? `exceeded quota: lab, requested: size=${size}, used: size=${this.#used.size}, limited: size=${most}` : undefined
  }

  /** How many more objects of a resource may be stored. */
  room(resource: ResourceName): number {
    const { objects, pods } = this.#limits
    const left = Math.max(0, objects - this.#used.objects)
    return resource === 'pods' ? Math.min(left, Math.max(0, pods - (this.#objects.get('pods')?.size ?? 0))) : left
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
    // A version yet to come is one of a lab that was set back since.
    if ((version < oldest - 1 && version < this.#version) || version > this.#version) return undefined
    return this.#history.filter((change) => change.version > version)
  }

  /** Stores a new object with uid, version and creation time. The name must be free. */
  create(resource: ResourceName, object: KubeObject): KubeObject {
    return this.#put(resource, this.prepared(resource, object), undefined)
  }

  /** A new object as it would be stored, but for its version. */
  prepared(resource: ResourceName, object: KubeObject): KubeObject {
    const { metadata } = object
    return {
      ...object,
      metadata: {
        ...metadata,
        uid: metadata.uid ?? randomUid(this.#random),
        ...(hasGeneration(resource) ? { generation: metadata.generation ?? 1 } : {}),
        creationTimestamp: metadata.creationTimestamp ?? timestamp(this.#clock.now()),
      },
    }
  }

  /** Replaces an object; unchanged content keeps its version, as on an API server. */
  update(resource: ResourceName, object: KubeObject): KubeObject {
    const before = this.get(resource, object.metadata.namespace, object.metadata.name)
    if (!before) throw new Error(`Expected ${resource} ${keyOf(object)} to exist, got nothing`)
    if (object === before) return before
    const { uid, creationTimestamp, resourceVersion, generation } = before.metadata
    const { generation: _, ...given } = object.metadata
    const kept = { ...object, metadata: { ...given, uid, creationTimestamp, resourceVersion, ...(generation === undefined ? {} : { generation }) } }
    if (same(kept, before)) return before
    const next = generation === undefined || same(kept.spec, before.spec) ? {} : { generation: generation + 1 }
    return this.#put(resource, { ...kept, metadata: { ...kept.metadata, ...next } }, before)
  }

  delete(resource: ResourceName, namespace: string | undefined, name: string): KubeObject | undefined {
    const object = this.get(resource, namespace, name)
    if (!object) return undefined
    this.#objects.get(resource)?.delete(keyOf(object))
    this.#account(object, undefined)
    this.#publish({ type: 'DELETED', resource, object: this.#stamped(object), before: object })
    return object
  }

  snapshot(): StoreState {
    return { version: this.#version, objects: Object.fromEntries([...this.#objects].map(([name, objects]) => [name, [...objects.values()]])) }
  }

  #put(resource: ResourceName, object: KubeObject, before: KubeObject | undefined): KubeObject {
    const stamped = this.#stamped(object)
    const objects = this.#objects.get(resource) ?? new Map<string, KubeObject>()
    this.#objects.set(resource, objects)
    objects.set(keyOf(stamped), stamped)
    this.#account(before, stamped)
    this.#publish({ type: before ? 'MODIFIED' : 'ADDED', resource, object: stamped, before })
    return stamped
  }

  #account(before: KubeObject | undefined, after: KubeObject | undefined): void {
    const { objects, size } = this.#used
    this.#used = {
      objects: objects + (after ? 1 : 0) - (before ? 1 : 0),
      size: size + (after ? sizeOf(after) : 0) - (before ? sizeOf(before) : 0),
    }
  }

  #stamped(object: KubeObject): KubeObject {
    this.#version += 1
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } }
  }

  #publish(made: Change): void {
    this.#resort(made)
    const change = { ...made, version: this.#version }
    this.#remember(change)
    if (this.#unheard) return void this.#unheard.push(change)
    this.#unheard = [change]
    try {
      for (let next = this.#unheard.shift(); next; next = this.#unheard.shift()) for (const listener of this.#listeners) listener(next)
    } finally {
      this.#unheard = undefined
    }
  }

  /** Keeps the ordered list in order. It is copied, as a reader may still go through the one that there was. */
  #resort({ type, resource, object, before }: Change): void {
    const list = this.#sorted.get(resource)
    if (!list) return
    const key = keyOf(object)
    let [from, to] = [0, list.length]
    while (from < to) {
      const middle = (from + to) >> 1
      const other = list[middle]
      if (other && compare(keyOf(other), key) < 0) from = middle + 1
      else to = middle
    }
    this.#sorted.set(resource, type === 'DELETED' ? list.toSpliced(from, 1) : before ? list.with(from, object) : list.toSpliced(from, 0, object))
  }

  #remember(change: VersionedChange): void {
    this.#history.push(change)
    this.#historySize += sizeOf(change.object)
    if (this.#history.length <= 2 * history.changes && this.#historySize <= 2 * history.size) return
    // Cut in steps: shifting one by one would make every write cost the length of the history.
    let from = Math.max(0, this.#history.length - history.changes)
    let size = this.#history.slice(from).reduce((sum, { object }) => sum + sizeOf(object), 0)
    for (; size > history.size && from < this.#history.length - 1; from += 1) size -= sizeOf(this.#history[from]?.object ?? change.object)
    this.#history = this.#history.slice(from)
    this.#historySize = size
  }
}

const sizes = new WeakMap<KubeObject, number>()

/** Length of an object as JSON. Objects never change, so it is measured once. */
function sizeOf(object: KubeObject): number {
  const known = sizes.get(object)
  if (known !== undefined) return known
  const size = JSON.stringify(object).length
  sizes.set(object, size)
  return size
}

/** Groups whose objects have no generation, as those of the core group have none. */
const withoutGeneration = ['rbac.authorization.k8s.io', 'autoscaling', 'discovery.k8s.io', 'route.openshift.io', 'user.openshift.io', 'security.openshift.io', 'image.openshift.io']

/** Whether a resource counts the changes of its spec, as controllers need it. */
function hasGeneration(resource: ResourceName): boolean {
  const at = resource.indexOf('/')
  return at > 0 && !withoutGeneration.includes(resource.slice(0, at))
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
