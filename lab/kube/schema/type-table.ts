import { descriptions } from './descriptions.ts'
import type { Schema } from './schema.ts'
import { clusterTypes } from './types/cluster.ts'
import { coreTypes } from './types/core.ts'
import { istioTypes } from './types/istio.ts'
import { networkingTypes, oldIngressTypes } from './types/networking.ts'
import { openshiftTypes } from './types/openshift.ts'
import { oldWorkloadTypes, workloadTypes } from './types/workloads.ts'

/**
 * Named types of the built-in kinds, from tables in a notation of one line a type: `Name field:type required!:type …`, under a
 * heading `# group/version`. Types are s(tring), i(nteger), n(umber), b(oolean), t(ime), q(uantity), x (integer or string), any,
 * `[of a list]`, `{of a map}`, or the name of a type of the same section, of core or of meta.
 */
export interface TypeTable {
  /** The name under which a type stands in OpenAPI documents; undefined for an unknown one. */
  nameOf(section: string, type: string): string | undefined
  /** By such a name. */
  get(name: string): NamedType | undefined
  all(): ReadonlyMap<string, NamedType>
}

interface NamedType {
  /** The short name, e.g. `DeploymentSpec`. */
  readonly type: string
  readonly section: string
  readonly schema: Schema
}

let made: TypeTable | undefined

/** The table, read when somebody first asks. */
export function typeTable(): TypeTable {
  made ??= readTables([coreTypes, workloadTypes, oldWorkloadTypes, networkingTypes, oldIngressTypes, clusterTypes, istioTypes, openshiftTypes])
  return made
}

function readTables(tables: readonly string[]): TypeTable {
  const lines = new Map<string, { readonly section: string; readonly type: string; readonly fields: readonly string[] }>()
  for (const table of tables) {
    let section = ''
    for (const line of table.split('\n').filter((one) => one !== '')) {
      const [type = '', ...fields] = line.split(' ').filter((word) => word !== '')
      if (type === '#') section = fields[0] ?? ''
      else lines.set(definitionName(section, type), { section, type, fields })
    }
  }
  const nameOf = (section: string, type: string) => [section, 'core/v1', 'meta/v1', 'apps/v1'].map((one) => definitionName(one, type)).find((name) => lines.has(name))
  const types = new Map([...lines].map(([name, { section, type, fields }]): [string, NamedType] => [name, { section, type, schema: toSchema(type, fields, (named) => nameOf(section, named)) }]))
  return { nameOf, get: (name) => types.get(name), all: () => types }
}

/** `io.k8s.api.apps.v1.Deployment`, or for a group with a domain `io.istio.networking.v1.Gateway`. */
function definitionName(section: string, type: string): string {
  const [group = '', version = ''] = section.split('/')
  if (group === 'meta') return `io.k8s.apimachinery.pkg.apis.meta.${version}.${type}`
  return group.includes('.') ? `${group.split('.').toReversed().join('.')}.${version}.${type}` : `io.k8s.api.${group}.${version}.${type}`
}

function toSchema(type: string, fields: readonly string[], nameOf: (type: string) => string | undefined): Schema {
  const described = (field?: string) => {
    const description = descriptions[field ? `${type}.${field}` : type]
    return description ? { description } : {}
  }
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  for (const source of fields) {
    const at = source.indexOf(':')
    const name = source.slice(0, at).replace('!', '')
    if (source[at - 1] === '!') required.push(name)
    properties[name] = { ...fieldSchema(source.slice(at + 1), nameOf), ...described(name), ...patchRules(type, name) }
  }
  return { type: 'object', ...described(), properties, ...(required.length > 0 ? { required } : {}) }
}

/** Lists that patches merge item by item (source: patchStrategy and patchMergeKey tags of k8s.io/api), by field, or by type and field. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name', initContainers: 'name', ephemeralContainers: 'name', env: 'name', volumes: 'name', volumeMounts: 'mountPath', volumeDevices: 'devicePath',
  imagePullSecrets: 'name', 'ServiceAccount.secrets': 'name', hostAliases: 'ip', conditions: 'type', ownerReferences: 'uid', topologySpreadConstraints: 'topologyKey',
  'Container.ports': 'containerPort', 'ServiceSpec.ports': 'port', podIPs: 'ip', resourceClaims: 'name', 'NodeStatus.addresses': 'type',
}
const strategies: Readonly<Record<string, string>> = { finalizers: 'merge', 'DeploymentSpec.strategy': 'retainKeys', volumes: 'merge,retainKeys' }

function patchRules(type: string, field: string): Schema {
  const key = mergeKeys[`${type}.${field}`] ?? mergeKeys[field]
  const strategy = strategies[`${type}.${field}`] ?? strategies[field] ?? (key ? 'merge' : undefined)
  return { ...(strategy ? { 'x-kubernetes-patch-strategy': strategy } : {}), ...(key ? { 'x-kubernetes-patch-merge-key': key } : {}) }
}

const primitives: Readonly<Record<string, Schema>> = {
  s: { type: 'string' },
  i: { type: 'integer', format: 'int32' },
  n: { type: 'number', format: 'double' },
  b: { type: 'boolean' },
  t: { type: 'string', format: 'date-time' },
  q: { type: 'string', format: 'quantity', 'x-kubernetes-int-or-string': true },
  x: { type: 'string', format: 'int-or-string', 'x-kubernetes-int-or-string': true },
  any: { 'x-kubernetes-preserve-unknown-fields': true },
}

function fieldSchema(source: string, nameOf: (type: string) => string | undefined): Schema {
  if (source.startsWith('[')) return { type: 'array', items: fieldSchema(source.slice(1, -1), nameOf) }
  if (source.startsWith('{')) return { type: 'object', additionalProperties: fieldSchema(source.slice(1, -1), nameOf) }
  const primitive = primitives[source]
  if (primitive) return primitive
  const name = nameOf(source)
  if (!name) throw new Error(`Expected a known type in the tables of types, got ${source}`)
  return { $ref: `#/definitions/${name}` }
}
