import { isObject, listAt, objectAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import type { Item } from '../../resources/item.ts'

const templates: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'], Deployment: ['spec', 'template', 'spec'], DaemonSet: ['spec', 'template', 'spec'], StatefulSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'], ReplicationController: ['spec', 'template', 'spec'], DeploymentConfig: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'], CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
}

/** Where the pod's own spec stands in an object; undefined for a type without pods. */
export function podSpecPath({ resource }: Pick<Item, 'resource'>): readonly string[] | undefined {
  return templates[resource.kind]
}

export function containersAt(object: JsonObject, path: readonly string[], field: 'containers' | 'initContainers' = 'containers'): readonly JsonObject[] {
  return listAt(objectAt(object, ...path), field).filter(isObject)
}

/** A strategic merge patch of some containers: each is told by its name. */
export function containersPatch(path: readonly string[], fields: Readonly<Record<string, readonly JsonObject[]>>): JsonObject {
  const given = Object.fromEntries(Object.entries(fields).filter(([, list]) => list.length > 0))
  return path.toReversed().reduce<JsonObject>((inner, key) => ({ [key]: inner }), given)
}

/** Whether a name fits a pattern with `*`. */
export function fits(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(name)
}
