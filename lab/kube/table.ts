import { age } from './age.ts'
import type { Column } from './kind.ts'
import type { KubeObject } from './object.ts'
import { served } from './resources.ts'
import type { Target } from './target.ts'

const ageOnly: readonly Column[] = [{ name: 'Age', value: age }]

interface TableInput {
  readonly target: Target
  /** In their stored form, which is what columns read. */
  readonly objects: readonly KubeObject[]
  readonly nowMs: number
  readonly metadata: object
  /** `None`, `Metadata` or `Object`: how much of each object a row carries. */
  readonly includeObject: string
}

/** The server's own rendering of a list, which `kubectl get` prints as it is. */
export function toTable({ target, objects, nowMs, metadata, includeObject }: TableInput): object {
  const columns = target.kind.columns ?? ageOnly
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: [
      { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
      ...columns.map(({ name, type = 'string', wide }) => ({ name, type, format: '', description: '', priority: wide ? 1 : 0 })),
    ],
    rows: objects.map((object) => ({
      cells: [object.metadata.name, ...columns.map((column) => column.value(object, nowMs))],
      ...rowObject(served(object, target), includeObject),
    })),
  }
}

function rowObject(object: KubeObject, includeObject: string): { object?: unknown } {
  if (includeObject === 'None') return {}
  if (includeObject === 'Object') return { object }
  const { managedFields: _, ...metadata } = object.metadata
  return { object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata } }
}
