import type { GroupVersion, Kind, SubresourceName } from './kind.ts'
import type { KindTable } from './kinds.ts'

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

/** Versions as an OpenShift of our days reports them. */
const version = {
  major: '1', minor: '29', gitVersion: 'v1.29.0+rehearsal', gitCommit: '', gitTreeState: 'clean', buildDate: '2024-01-01T00:00:00Z',
  goVersion: 'go1.21', compiler: 'gc', platform: 'linux/amd64',
}

export interface Discovered {
  readonly body: unknown
  readonly type: string
}

/** Answers the paths by which clients learn what a cluster serves; undefined for other paths. */
export function discover(path: string, kinds: KindTable, accept: string): Discovered | undefined {
  const aggregated = path === '/api' || path === '/apis' ? aggregatedVersion(accept) : undefined
  if (aggregated) return aggregate(path === '/api' ? [''] : groupNames(kinds), kinds, aggregated)
  const body = plain(path, kinds)
  return body === undefined ? undefined : { body, type: 'application/json' }
}

function plain(path: string, kinds: KindTable): unknown {
  const segments = path.split('/').filter((segment) => segment !== '')
  const [root, first = '', second = ''] = segments
  if (root === 'version' && segments.length === 1) return version
  if (root === 'api' && segments.length === 1) return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }
  if (root === 'api' && segments.length === 2 && first === 'v1') return resourceList(kinds, '', 'v1')
  if (root !== 'apis') return undefined
  if (segments.length === 1) return { kind: 'APIGroupList', apiVersion: 'v1', groups: groupNames(kinds).map((name) => group(kinds, name)) }
  if (!groupNames(kinds).includes(first)) return undefined
  if (segments.length === 2) return { kind: 'APIGroup', apiVersion: 'v1', ...group(kinds, first) }
  return segments.length === 3 && versionsOf(kinds, first).includes(second) ? resourceList(kinds, first, second) : undefined
}

/** The version of aggregated discovery that a client asks for first, when it asks for it before plain JSON. */
function aggregatedVersion(accept: string): 'v2' | 'v2beta1' | undefined {
  for (const range of accept.split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim())
    if (type !== 'application/json') continue
    if (!parameters.includes('as=APIGroupDiscoveryList')) return undefined
    if (parameters.includes('v=v2')) return 'v2'
    if (parameters.includes('v=v2beta1')) return 'v2beta1'
  }
  return undefined
}

/** Everything in one answer, as current clients like it: one request instead of one for each group and version. */
function aggregate(names: readonly string[], kinds: KindTable, version: 'v2' | 'v2beta1'): Discovered {
  const items = names.map((name) => ({
    metadata: { name, creationTimestamp: null },
    versions: versionsOf(kinds, name).map((one) => ({ version: one, freshness: 'Current', resources: servedIn(kinds, name, one).map((kind) => aggregated(kind, { group: name, version: one })) })),
  }))
  return {
    body: { kind: 'APIGroupDiscoveryList', apiVersion: `apidiscovery.k8s.io/${version}`, metadata: {}, items },
    type: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
  }
}

function aggregated(kind: Kind, served: GroupVersion): unknown {
  const [main, ...parts] = resources(kind, served.group)
  const scope = kind.namespaced ? 'Namespaced' : 'Cluster'
  const describe = (one: Listed) => ({ responseKind: { group: one.group ?? served.group, version: one.version ?? served.version, kind: one.kind }, verbs: one.verbs })
  if (!main) return undefined
  return {
    resource: kind.plural, ...describe(main), scope, singularResource: kind.singular,
    ...(main.shortNames ? { shortNames: main.shortNames } : {}),
    ...(main.categories ? { categories: main.categories } : {}),
    ...(parts.length > 0 ? { subresources: parts.map((part) => ({ subresource: part.name.slice(kind.plural.length + 1), ...describe(part) })) } : {}),
  }
}

/** Every `group/version` that is served, core first. */
export function groupVersions(kinds: KindTable): readonly { group: string; version: string }[] {
  return ['', ...groupNames(kinds)].flatMap((name) => versionsOf(kinds, name).map((one) => ({ group: name, version: one })))
}

/** Where two groups have a resource of one name, clients take the group that is listed first: the current one, never the one that was left behind. */
const groupOrder = ['apps', 'events.k8s.io', 'autoscaling', 'batch', 'networking.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io', 'apiextensions.k8s.io', 'scheduling.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'networking.istio.io']
const lastGroups = ['metrics.k8s.io', 'extensions']

function groupNames(kinds: KindTable): string[] {
  const names = [...new Set(kinds.all().flatMap((kind) => kind.served.map(({ group: name }) => name)))].filter((name) => name !== '')
  const place = (name: string) => (groupOrder.includes(name) ? groupOrder.indexOf(name) : groupOrder.length + 1 + lastGroups.indexOf(name))
  return names.toSorted((a, b) => place(a) - place(b))
}

// Stable versions before beta before alpha, newer before older: the first is the one that clients prefer.
function versionsOf(kinds: KindTable, name: string): string[] {
  const found = kinds.all().flatMap((kind) => kind.served.filter((served) => served.group === name).map((served) => served.version))
  return [...new Set(found)].toSorted((a, b) => rank(b) - rank(a))
}

function rank(name: string): number {
  const [, major = '0', stage = '', minor = '0'] = /^v(\d+)(alpha|beta)?(\d+)?$/.exec(name) ?? []
  const stageRank = stage === '' ? 2 : stage === 'beta' ? 1 : 0
  return stageRank * 1e6 + Number(major) * 1e3 + Number(minor)
}

function group(kinds: KindTable, name: string): Record<string, unknown> {
  const versions = versionsOf(kinds, name).map((one) => ({ groupVersion: `${name}/${one}`, version: one }))
  return { name, versions, preferredVersion: versions[0] }
}

function resourceList(kinds: KindTable, groupName: string, versionName: string): unknown {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupName ? `${groupName}/${versionName}` : versionName,
    resources: servedIn(kinds, groupName, versionName).flatMap((kind) => resources(kind, groupName)),
  }
}

function servedIn(kinds: KindTable, groupName: string, versionName: string): readonly Kind[] {
  return kinds.all().filter((kind) => kind.served.some((one) => one.group === groupName && one.version === versionName))
}

interface Listed {
  readonly name: string
  readonly singularName: string
  readonly namespaced: boolean
  readonly kind: string
  readonly verbs: readonly string[]
  readonly group?: string
  readonly version?: string
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
}

function resources(kind: Kind, groupName: string): readonly Listed[] {
  // Short names and categories only in the kind's own group: clients warn when two groups claim one.
  const preferred = kind.served[0]?.group === groupName
  const main: Listed = {
    name: kind.plural, singularName: kind.singular, namespaced: kind.namespaced, kind: kind.kind, verbs: kind.computed ? ['get', 'list'] : verbs,
    ...(preferred && kind.shortNames.length > 0 ? { shortNames: kind.shortNames } : {}),
    ...(preferred && kind.categories.length > 0 ? { categories: kind.categories } : {}),
  }
  return [main, ...kind.subresources.map((sub) => ({ name: `${kind.plural}/${sub}`, singularName: '', namespaced: kind.namespaced, kind: kind.kind, verbs: ['get', 'patch', 'update'], ...subresources[sub] }))]
}

/** What a part of an object differs in from the object itself. */
const subresources: Readonly<Partial<Record<SubresourceName, Partial<Listed>>>> = {
  log: { verbs: ['get'] },
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  exec: { kind: 'PodExecOptions', verbs: ['create', 'get'] },
  attach: { kind: 'PodAttachOptions', verbs: ['create', 'get'] },
  portforward: { kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  proxy: { verbs: ['create', 'delete', 'get', 'patch', 'update'] },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
  finalize: { verbs: ['update'] },
}
