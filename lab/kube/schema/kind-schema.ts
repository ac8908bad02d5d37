import type { Kind } from '../kind.ts'
import type { Resolve, Schema } from './schema.ts'
import { typeTable } from './type-table.ts'

/** The shape of a kind in one of its versions. */
export interface KindSchema {
  /** Under which it stands in OpenAPI documents. */
  readonly name: string
  readonly schema: Schema
  readonly resolve: Resolve
  /** Built-in kinds are decoded into types; custom ones are checked and pruned by their definition. */
  readonly custom: boolean
  /** Whether bodies are held against it, or it is there to be explained. */
  readonly enforced: boolean
}

const refPrefix = '#/definitions/'

const tableResolve: Resolve = (ref) => typeTable().get(ref.slice(refPrefix.length))?.schema

/** Sections of the tables whose name is not that of the group and version. */
const sections: Readonly<Record<string, string>> = {
  'apps/v1beta1': 'extensions/v1beta1',
  'apps/v1beta2': 'apps/v1',
  'batch/v1beta1': 'batch/v1',
  'networking.k8s.io/v1': 'networking/v1',
  'networking.k8s.io/v1beta1': 'networking/v1beta1',
  'discovery.k8s.io/v1': 'discovery/v1',
  'rbac.authorization.k8s.io/v1': 'rbac/v1',
  'rbac.authorization.k8s.io/v1beta1': 'rbac/v1',
  'coordination.k8s.io/v1': 'coordination/v1',
  'scheduling.k8s.io/v1': 'scheduling/v1',
  'storage.k8s.io/v1': 'storage/v1',
  'networking.istio.io/v1beta1': 'networking.istio.io/v1',
  'networking.istio.io/v1alpha3': 'networking.istio.io/v1',
  'gateway.networking.k8s.io/v1beta1': 'gateway.networking.k8s.io/v1',
}

/** The schema of a kind as a group and version serves it; undefined for kinds whose content is free. */
export function schemaOf(kind: Kind, { group, version }: { readonly group: string; readonly version: string }): KindSchema | undefined {
  const custom = kind.schemas?.[version]
  if (custom) return { name: `${group.split('.').toReversed().join('.')}.${version}.${kind.kind}`, schema: custom, resolve: () => undefined, custom: true, enforced: true }
  const served = group ? `${group}/${version}` : 'core/v1'
  const section = served === 'extensions/v1beta1' && kind.kind === 'Ingress' ? 'networking/v1beta1' : (sections[served] ?? served)
  const name = typeTable().nameOf(section, kind.kind)
  const found = name === undefined ? undefined : typeTable().get(name)
  if (!name || found?.section !== section) return undefined
  // Istio 0.6 defined its kinds without schemas: what is wrong in a rule, its own check says in its own words.
  return { name, schema: found.schema, resolve: tableResolve, custom: /istio\.io$|^gateway\./.test(group), enforced: group !== 'config.istio.io' }
}
