import type { KubeObject, ResourceName } from './object.ts'
import type { Schema } from './schema/schema.ts'

export interface GroupVersion {
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
}

/** A column of `kubectl get`. */
export interface Column {
  readonly name: string
  /** OpenAPI type, as printed in a Table. */
  readonly type?: 'string' | 'integer' | 'date'
  /** Shown with `-o wide` only. */
  readonly wide?: boolean
  value(object: KubeObject, nowMs: number): string | number
}

const subresourceNames = ['status', 'scale', 'log', 'exec', 'attach', 'portforward', 'proxy', 'eviction', 'token', 'finalize'] as const
export type SubresourceName = (typeof subresourceNames)[number]

/** A row of the table of kinds. */
export interface Kind {
  /** Where its objects are stored. A view, as a Project is one of a Namespace, names the resource that it shows. */
  readonly resource: ResourceName
  readonly kind: string
  readonly plural: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly namespaced: boolean
  /** Groups and versions under which the same stored objects are served; the preferred one first. */
  readonly served: readonly GroupVersion[]
  readonly subresources: readonly SubresourceName[]
  readonly categories: readonly string[]
  /** Columns besides NAME; AGE alone when absent. They read the stored form of an object. */
  readonly columns?: readonly Column[]
  /** Made at each request and never stored, so only to be read. */
  readonly computed?: true
  /** Everybody may list it, and is shown the namespaces that they may see. */
  readonly listsOwn?: true
  /** For custom kinds: what their definition allows, by version. */
  readonly schemas?: Readonly<Record<string, Schema>>
  /** What its objects are stored as, where they are another kind's. */
  readonly viewOf?: { readonly apiVersion: string; readonly kind: string }
}

interface KindRow {
  readonly kind: string
  readonly plural?: string
  readonly singular?: string
  readonly short?: readonly string[]
  readonly cluster?: boolean
  /** `apps/v1`, `v1`; several for several. */
  readonly in: readonly string[]
  readonly sub?: Kind['subresources']
  readonly categories?: readonly string[]
  readonly columns?: readonly Column[]
  readonly viewOf?: { readonly resource: ResourceName; readonly apiVersion: string; readonly kind: string }
  readonly computed?: true
  readonly listsOwn?: true
}

/** Makes a row complete: plural by adding `s`, singular in lower case, stored under its first group. */
export function defineKind(row: KindRow): Kind {
  const singular = row.singular ?? row.kind.toLowerCase()
  const plural = row.plural ?? `${singular}s`
  const served = row.in.map((apiVersion) => {
    const at = apiVersion.indexOf('/')
    return at < 0 ? { group: '', version: apiVersion } : { group: apiVersion.slice(0, at), version: apiVersion.slice(at + 1) }
  })
  const group = served[0]?.group ?? ''
  return {
    resource: row.viewOf?.resource ?? (group ? `${group}/${plural}` : plural),
    kind: row.kind,
    plural,
    singular,
    shortNames: row.short ?? [],
    namespaced: !row.cluster,
    served,
    subresources: row.sub ?? [],
    categories: row.categories ?? [],
    ...(row.columns ? { columns: row.columns } : {}),
    ...(row.computed ? { computed: row.computed } : {}),
    ...(row.listsOwn ? { listsOwn: row.listsOwn } : {}),
    ...(row.viewOf ? { viewOf: { apiVersion: row.viewOf.apiVersion, kind: row.viewOf.kind } } : {}),
  }
}
