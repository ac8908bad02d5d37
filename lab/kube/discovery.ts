import type { Kind } from './kind.ts'
import type { KindTable } from './kinds.ts'

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

/** Versions as an OpenShift of our days reports them. */
const version = {
  major: '1', minor: '29', gitVersion: 'v1.29.0+rehearsal', gitCommit: '', gitTreeState: 'clean', buildDate: '2024-01-01T00:00:00Z',
  goVersion: 'go1.21', compiler: 'gc', platform: 'linux/amd64',
}

/** Answers the paths by which clients learn what a cluster serves; undefined for other paths. */
export function discover(path: string, kinds: KindTable): unknown {
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

/** Every `group/version` that is served, core first. */
export function groupVersions(kinds: KindTable): readonly { group: string; version: string }[] {
  return ['', ...groupNames(kinds)].flatMap((name) => versionsOf(kinds, name).map((one) => ({ group: name, version: one })))
}

function groupNames(kinds: KindTable): string[] {
  return [...new Set(kinds.all().flatMap((kind) => kind.served.map(({ group: name }) => name)))].filter((name) => name !== '')
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
  const served = kinds.all().filter((kind) => kind.served.some((one) => one.group === groupName && one.version === versionName))
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupName ? `${groupName}/${versionName}` : versionName,
    resources: served.flatMap((kind) => resources(kind, groupName)),
  }
}

function resources(kind: Kind, groupName: string): unknown[] {
  // Short names and categories only in the kind's own group: clients warn when two groups claim one.
  const preferred = kind.served[0]?.group === groupName
  const main = {
    name: kind.plural, singularName: kind.singular, namespaced: kind.namespaced, kind: kind.kind, verbs,
    ...(preferred && kind.shortNames.length > 0 ? { shortNames: kind.shortNames } : {}),
    ...(preferred && kind.categories.length > 0 ? { categories: kind.categories } : {}),
  }
  return [main, ...kind.subresources.map((sub) => subresource(kind, sub))]
}

function subresource(kind: Kind, sub: Kind['subresources'][number]): unknown {
  const base = { name: `${kind.plural}/${sub}`, singularName: '', namespaced: kind.namespaced }
  if (sub === 'log') return { ...base, kind: kind.kind, verbs: ['get'] }
  if (sub === 'scale') return { ...base, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: ['get', 'patch', 'update'] }
  return { ...base, kind: kind.kind, verbs: ['get', 'patch', 'update'] }
}
