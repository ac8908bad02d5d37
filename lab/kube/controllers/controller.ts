import type { Random } from '../../clock.ts'
import type { ClusterReader, KubeObject, ResourceName } from '../object.ts'

/**
 * A change that a controller wants; the loop carries it out. `delete` asks an object to go, as a client would; `remove` is for who
 * has the last word: the kubelet for a pod, the namespace controller for a namespace.
 */
export interface Action {
  readonly op: 'create' | 'update' | 'delete' | 'remove'
  readonly resource: ResourceName
  readonly object: KubeObject
}

export interface ControllerInput {
  readonly cluster: ClusterReader
  readonly nowMs: number
  readonly random: Random
  /** Whether a program exists here for an image; the others cannot be pulled. */
  readonly hasImage: (image: string) => boolean
  /** How many more objects of a resource may be made. */
  readonly room: (resource: ResourceName) => number
}

interface ControllerResult {
  readonly actions: readonly Action[]
  /** When to look again although nothing changed, in milliseconds since the epoch. */
  readonly wakeAtMs?: number
}

/** Compares what is with what should be. Reads nothing but its input and changes nothing. */
export type Controller = (input: ControllerInput) => ControllerResult

/** The objects of a resource that belong to an owner. */
export function ownedBy(cluster: ClusterReader, resource: ResourceName, owner: KubeObject): readonly KubeObject[] {
  return cluster.list(resource, owner.metadata.namespace).filter((object) => object.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid))
}

/** A reference that makes `owner` the controller of another object. */
export function ownerReference(owner: KubeObject): readonly [Record<string, unknown> & { apiVersion: string; kind: string; name: string; uid: string }] {
  return [{ apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid ?? '', controller: true, blockOwnerDeletion: true }]
}

/** The earliest of the times that are known. */
export function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}
