import { isObject, listAt, textAt } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import type { GroupVersion, Resource } from './discovery.ts'

/** Asks for all groups with all their types in one answer; a server that cannot answers with a plain list of groups. */
export const aggregatedAccept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json'

export function isAggregated(answer: JsonObject): boolean {
  return answer.kind === 'APIGroupDiscoveryList'
}

/** The versions of an aggregated answer, the preferred one of each group first, and their types. */
export function readAggregated(answer: JsonObject): { readonly versions: readonly GroupVersion[]; readonly resources: readonly Resource[] } {
  const found = listAt(answer, 'items').flatMap((item) => listAt(item, 'versions').filter(isObject).map((version) => ({
    group: textAt(item, 'metadata', 'name'), version: textAt(version, 'version'), rows: listAt(version, 'resources'),
  })))
  return {
    versions: found.map(({ group, version }) => ({ group, version })),
    resources: found.flatMap(({ group, version, rows }) => rows.filter(isObject).map((row) => resourceOf(row, { group, version }))),
  }
}

function resourceOf(row: JsonObject, { group, version }: GroupVersion): Resource {
  const kind = textAt(row, 'responseKind', 'kind')
  return {
    group, version, plural: textAt(row, 'resource'), singular: textAt(row, 'singularResource') || kind.toLowerCase(), kind, namespaced: row.scope === 'Namespaced',
    shortNames: strings(row.shortNames), verbs: strings(row.verbs), categories: strings(row.categories),
  }
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}
