import { isObject, listAt, textAt } from '../json.ts'
import type { Json } from '../json.ts'
import { aggregatedAccept, isAggregated, readAggregated } from './aggregated.ts'
import type { Api } from './api.ts'

/** A type that the server serves, in one version. */
export interface Resource {
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly singular: string
  readonly kind: string
  readonly namespaced: boolean
  readonly shortNames: readonly string[]
  readonly verbs: readonly string[]
  readonly categories: readonly string[]
}

export interface GroupVersion {
  readonly group: string
  readonly version: string
}

/**
 * What the server serves, asked for when needed and kept for this command only: a lab's kinds change while the learner works.
 * Most commands name a core type or a file with an apiVersion, and then one request is enough.
 */
export class Discovery {
  readonly #api: Api
  readonly #lists = new Map<string, Promise<readonly Resource[]>>()
  #groups: Promise<Groups> | undefined

  constructor(api: Api) {
    this.#api = api
  }

  /** Every group and version in the order of preference, the core group first. */
  async groupVersions(): Promise<readonly GroupVersion[]> {
    return (await this.#allGroups()).versions
  }

  /** Types of one version; none when it is not served. */
  async resources(one: GroupVersion): Promise<readonly Resource[]> {
    const path = one.group === '' ? `/api/${one.version}` : `/apis/${one.group}/${one.version}`
    const found = this.#lists.get(path) ?? this.#api.get(path).then((list) => readList(list, one))
    this.#lists.set(path, found)
    return found
  }

  /** Types of all versions, in the order of `groupVersions`. A group that does not answer is left out, as kubectl does. */
  async all(): Promise<readonly Resource[]> {
    const { versions, resources } = await this.#allGroups()
    if (resources !== undefined) return resources
    const lists = await Promise.all(versions.map((one) => this.resources(one).catch(() => [])))
    return lists.flat()
  }

  #allGroups(): Promise<Groups> {
    this.#groups ??= this.#readGroups()
    return this.#groups
  }

  async #readGroups(): Promise<Groups> {
    const [core, named] = await Promise.all(['/api', '/apis'].map((path) => this.#api.call({ path, accept: aggregatedAccept })))
    const answers = [core ?? {}, named ?? {}]
    if (answers.every(isAggregated)) {
      const read = answers.map(readAggregated)
      return { versions: read.flatMap(({ versions }) => versions), resources: read.flatMap(({ resources }) => resources) }
    }
    const coreVersions = listAt(core, 'versions').filter((version) => typeof version === 'string').map((version) => ({ group: '', version }))
    return { versions: [...coreVersions, ...listAt(named, 'groups').flatMap(readGroup)] }
  }
}

interface Groups {
  readonly versions: readonly GroupVersion[]
  /** Undefined where the server lists the types of each version apart. */
  readonly resources?: readonly Resource[]
}

// The preferred version of a group comes first, whatever its place in the list.
function readGroup(group: Json): GroupVersion[] {
  const name = textAt(group, 'name')
  const preferred = textAt(group, 'preferredVersion', 'version')
  const versions = listAt(group, 'versions').map((one) => textAt(one, 'version'))
  return [...new Set([preferred, ...versions])].filter((version) => version !== '').map((version) => ({ group: name, version }))
}

function readList(list: Json, { group, version }: GroupVersion): Resource[] {
  return listAt(list, 'resources').filter(isObject).filter(({ name }) => typeof name === 'string' && !name.includes('/')).map((one) => ({
    group: textAt(one, 'group') || group,
    version: textAt(one, 'version') || version,
    plural: textAt(one, 'name'),
    singular: textAt(one, 'singularName') || textAt(one, 'kind').toLowerCase(),
    kind: textAt(one, 'kind'),
    namespaced: one.namespaced === true,
    shortNames: strings(one.shortNames),
    verbs: strings(one.verbs),
    categories: strings(one.categories),
  }))
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

export function apiVersionOf({ group, version }: GroupVersion): string {
  return group === '' ? version : `${group}/${version}`
}

/** `deployments.apps`, or the bare plural in the core group. */
export function qualifiedPlural({ group, plural }: Pick<Resource, 'group' | 'plural'>): string {
  return group === '' ? plural : `${plural}.${group}`
}

/** `deployment.apps/web`, as commands print an object. */
export function qualifiedName({ group, kind }: Pick<Resource, 'group' | 'kind'>, name: string): string {
  const singular = kind.toLowerCase()
  return group === '' ? `${singular}/${name}` : `${singular}.${group}/${name}`
}

/** Path of a collection, or of an object in it. */
export function pathOf(resource: Resource, namespace: string | undefined, name?: string): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`
  const scope = resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : ''
  return `${root}${scope}/${resource.plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`
}
