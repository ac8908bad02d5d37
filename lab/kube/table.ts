import { age } from './age.ts'
import type { Column, Kind } from './kind.ts'
import type { KubeObject } from './object.ts'

const ageOnly: readonly Column[] = [{ name: 'Age', value: age }]

interface TableInput {
  readonly kind: Kind
  readonly objects: readonly KubeObject[]
  readonly nowMs: number
  readonly resourceVersion: string
  /** `None`, `Metadata` or `Object`: how much of each object a row carries. */
  readonly includeObject: string
}

/** The server's own rendering of a list, which `kubectl get` prints as it is. */
export function toTable({ kind, objects, nowMs, resourceVersion, includeObject }: TableInput): unknown {
  const columns = kind.columns ?? ageOnly
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion },
    columnDefinitions: [
      { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
      ...columns.map(({ name, type = 'string', wide }) => ({ name, type, format: '', description: '', priority: wide ? 1 : 0 })),
    ],
    rows: objects.map((object) => ({
      cells: [object.metadata.name, ...columns.map((column) => column.value(object, nowMs))],
      ...rowObject(object, includeObject),
    })),
  }
}

function rowObject(object: KubeObject, includeObject: string): { object?: unknown } {
  if (includeObject === 'None') return {}
  if (includeObject === 'Object') return { object }
  return { object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata } }
}
