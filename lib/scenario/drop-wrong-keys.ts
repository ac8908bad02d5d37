import type { z } from 'zod'
import type { KeyPath } from './parse-index.ts'

/** A value that is not what its key is for. */
export interface WrongValue {
  readonly path: KeyPath
  /** "a list", "a string or a number". */
  readonly expected: string
  /** What stands there. */
  readonly found: string
}

/** Each round drops the keys that were wrong; a dropped key can only uncover one level. */
const maxRounds = 4

/**
 * A value as its schema wants it, without the keys that are wrong: one wrong key costs that key, not the file; a missing
 * one costs the object that needs it. Undefined when nothing can be kept.
 */
export function dropWrongKeys<S extends z.ZodType>(value: unknown, schema: S, tell: (wrong: WrongValue) => void): z.infer<S> | undefined {
  const origins: Origins = new WeakMap()
  let rest = withoutWrongMembers(value, { schema, tell, origins })
  for (let round = 0; round < maxRounds; round++) {
    const result = schema.safeParse(rest)
    if (result.success) return result.data
    const paths = result.error.issues.flatMap((issue) => innermost(issue)).map(({ path, issue }) => {
      const found = valueAt(rest, path)
      tell({ path: originOf(rest, path, origins), expected: expectedBy(issue), found: describe(found) })
      return found === undefined ? path.slice(0, -1) : path
    })
    if (paths.some((path) => path.length === 0)) return undefined
    rest = without(rest, paths, origins)
  }
  return undefined
}

interface Sifting<S> {
  readonly schema: S
  readonly tell: (wrong: WrongValue) => void
  readonly origins: Origins
}

/** The schema keeps 2 KiB for each mistake: of a long list it sees a part at a time. */
const partLength = 1_000

/** A copy in which the long lists below lists of keys have only members that the schema takes. */
function withoutWrongMembers<S extends z.ZodType>(value: unknown, sifting: Sifting<S>, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.length > partLength ? siftList(value, sifting, path) : value
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutWrongMembers(child, sifting, [...path, key])]))
}

function siftList<S extends z.ZodType>(list: readonly unknown[], { schema, tell, origins }: Sifting<S>, path: readonly string[]): unknown[] {
  const kept: unknown[] = []
  const keptOrigins: number[] = []
  for (let start = 0; start < list.length; start += partLength) {
    const part = list.slice(start, start + partLength)
    const issues = schema.safeParse(nested(part, path)).error?.issues ?? []
    const wrong = new Set<number>()
    for (const { path: inner, issue } of issues.flatMap((found) => innermost(found))) {
      const index = inner[path.length]
      // What is wrong inside a member is left to the whole file's turn, unless there is too much of it.
      if (typeof index !== 'number' || (inner.length > path.length + 1 && issues.length < partLength / 10)) continue
      if (!wrong.has(index)) tell({ path: [...path, start + index, ...inner.slice(path.length + 1)], expected: expectedBy(issue), found: describe(valueAt(part, inner.slice(path.length))) })
      wrong.add(index)
    }
    for (const [index, member] of part.entries()) {
      if (wrong.has(index)) continue
      kept.push(member)
      keptOrigins.push(start + index)
    }
  }
  if (kept.length < list.length) origins.set(kept, keptOrigins)
  return kept
}

/** `{ a: { b: value } }` for the path a, b. */
function nested(value: unknown, path: readonly string[]): unknown {
  return path.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), value)
}

type Issue = z.core.$ZodIssue
/** For a list that lost members: where each of the others stood before. */
type Origins = WeakMap<object, readonly number[]>

interface Found {
  readonly path: KeyPath
  readonly issue: Issue
}

/** Where several forms are allowed: the mistakes in the form that was meant, if one of them fits on the outside. */
function innermost(issue: Issue, above: KeyPath = []): readonly Found[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
  const meant = issue.code === 'invalid_union' ? issue.errors.find((errors) => errors.every((error) => error.path.length > 0)) : undefined
  return meant ? meant.flatMap((error) => innermost(error, path)) : [{ path, issue }]
}

/** The path in the file of what stands at a path in what is left of it. */
function originOf(rest: unknown, path: KeyPath, origins: Origins): KeyPath {
  let inner = rest
  return path.map((key) => {
    const list = Array.isArray(inner) ? origins.get(inner) : undefined
    inner = childOf(inner, key)
    return typeof key === 'number' ? list?.[key] ?? key : key
  })
}

/** A copy without the values at these paths: keys are left out, members of lists are taken away. */
function without(value: unknown, paths: readonly KeyPath[], origins: Origins): unknown {
  const byKey = new Map<string | number | undefined, KeyPath[]>()
  for (const path of paths) {
    const inner = byKey.get(path[0])
    if (inner) inner.push(path)
    else byKey.set(path[0], [path])
  }
  const keep = (key: string | number, child: unknown): readonly unknown[] => {
    const inner = byKey.get(key)
    if (!inner) return [child]
    return inner.some((path) => path.length === 1) ? [] : [without(child, inner.map((path) => path.slice(1)), origins)]
  }
  if (!Array.isArray(value)) {
    return isRecord(value) ? Object.fromEntries(Object.entries(value).flatMap(([key, child]) => keep(key, child).map((kept) => [key, kept]))) : value
  }
  const before = origins.get(value)
  const kept = value.map((child, index) => ({ origin: before?.[index] ?? index, child: keep(index, child) })).filter(({ child }) => child.length > 0)
  const list = kept.map(({ child }) => child[0])
  origins.set(list, kept.map(({ origin }) => origin))
  return list
}

function expectedBy(issue: Issue): string {
  if (issue.code === 'invalid_type') return withArticle(issue.expected)
  if (issue.code !== 'invalid_union') return 'something else'
  const kinds = issue.errors.flatMap((errors) => errors.flatMap((error) => (error.code === 'invalid_type' ? [withArticle(error.expected)] : [])))
  return [...new Set(kinds)].join(' or ') || 'something else'
}

/** A value in few words. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value === 'object' ? 'an object' : String(value)
}

function withArticle(kind: string): string {
  const word = kind === 'record' ? 'object' : kind === 'array' ? 'list' : kind
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}

function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce(childOf, value)
}

function childOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
