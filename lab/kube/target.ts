import type { Kind } from './kind.ts'
import type { KindTable } from './kinds.ts'

/** What a path of the API names: a collection, an object, or a part of one. */
export interface Target {
  readonly kind: Kind
  readonly group: string
  readonly version: string
  readonly namespace?: string
  readonly name?: string
  readonly subresource?: string
}

/** Reads `/api/v1/…` and `/apis/GROUP/VERSION/…`; undefined for every path that names no known kind. */
export function readTarget(path: string, kinds: KindTable): Target | undefined {
  const segments = path.split('/').filter((segment) => segment !== '').map(decode)
  const [root] = segments
  const core = root === 'api'
  if (!core && root !== 'apis') return undefined
  const group = core ? '' : (segments[1] ?? '')
  const version = segments[core ? 1 : 2] ?? ''
  const rest = segments.slice(core ? 2 : 3)
  if (rest[0] === 'namespaces' && rest.length >= 3) {
    const [, namespace = '', plural = '', name, ...sub] = rest
    // `namespaces/x/status` and `/finalize` are parts of a namespace, not kinds inside it.
    const inside = kinds.byPlural(group, version, plural)
    if (inside?.namespaced) return make(inside, { group, version, namespace, name, sub })
  }
  const [plural = '', name, ...sub] = rest
  const kind = kinds.byPlural(group, version, plural)
  return kind && make(kind, { group, version, name, sub })
}

interface Parts {
  readonly group: string
  readonly version: string
  readonly namespace?: string
  readonly name?: string | undefined
  readonly sub: readonly string[]
}

function make(kind: Kind, { group, version, namespace, name, sub }: Parts): Target {
  return {
    kind, group, version,
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
    ...(sub.length > 0 ? { subresource: sub.join('/') } : {}),
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment // A stray percent sign: no object has such a name, so it is simply not found.
  }
}

/** `v1` or `apps/v1`. */
export function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group ? `${group}/${version}` : version
}
