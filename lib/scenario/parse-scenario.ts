import type { z } from 'zod'
import { normalise, type ScenarioPlace } from './normalise.ts'
import { parseIndex, type KeyPath, type ParsedFile } from './parse-index.ts'
import { makeProblem } from './problems.ts'
import { createReport, keyText } from './report.ts'
import type { RepositoryFiles } from './repository-files.ts'
import { scenarioFileSchema, type ScenarioFile } from './schema.ts'
import type { Problem, Scenario } from './scenario.ts'

export type ParsedScenario =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | { readonly kind: 'broken'; readonly problems: readonly Problem[] }
  /** JSON that is something else: a package list, a search index. */
  | { readonly kind: 'other' }

/** Keys of which a scenario has at least one. */
const signs = ['title', 'details', 'environment', 'backend']
/** Each round drops the keys that were wrong; a dropped key can only uncover one level. */
const maxRounds = 4

/** From the text of an index file to a Scenario. One wrong key costs that key, not the scenario. */
export function parseScenario(text: string, place: ScenarioPlace, files: RepositoryFiles): ParsedScenario {
  const parsed = parseIndex(text, place.indexFile)
  if (parsed.value === undefined) return { kind: 'broken', problems: parsed.problems }
  if (!isRecord(parsed.value)) {
    const problem = makeProblem('index-not-object', { file: place.indexFile, line: 1, column: 1 }, { found: describe(parsed.value) })
    return { kind: 'broken', problems: [...parsed.problems, problem] }
  }
  if (!signs.some((key) => Object.hasOwn(parsed.value as object, key))) return { kind: 'other' } // isRecord held above
  const report = createReport(place, parsed, files)
  const file = dropWrongKeys(parsed, (path, issue) => {
    report.add('wrong-type', path, { key: keyText(path), expected: expectedBy(issue), found: describe(valueAt(parsed.value, path)) })
  })
  return { kind: 'scenario', scenario: normalise(file, place, report) }
}

type Issue = z.core.$ZodIssue

function dropWrongKeys({ value }: ParsedFile, tell: (path: KeyPath, issue: Issue) => void): ScenarioFile {
  let rest = value
  for (let round = 0; round < maxRounds; round++) {
    const result = scenarioFileSchema.safeParse(rest)
    if (result.success) return result.data
    const paths = result.error.issues.map((issue) => pathOf(issue))
    paths.forEach((path, index) => {
      const issue = result.error.issues[index]
      if (issue) tell(path, issue)
    })
    rest = without(rest, paths)
  }
  return {}
}

function pathOf({ path }: Issue): KeyPath {
  return path.map((part) => (typeof part === 'symbol' ? String(part) : part))
}

/** A copy without the values at these paths: keys are left out, members of lists are taken away. */
function without(value: unknown, paths: readonly KeyPath[]): unknown {
  if (paths.length === 0) return value
  const byKey = new Map<string | number | undefined, KeyPath[]>()
  for (const path of paths) byKey.set(path[0], [...(byKey.get(path[0]) ?? []), path])
  const keep = (key: string | number, child: unknown): readonly unknown[] => {
    const inner = byKey.get(key)
    if (!inner) return [child]
    return inner.some((path) => path.length === 1) ? [] : [without(child, inner.map((path) => path.slice(1)))]
  }
  if (Array.isArray(value)) return value.flatMap((child, index) => keep(index, child))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, child]) => keep(key, child).map((kept) => [key, kept])))
}

function expectedBy(issue: Issue): string {
  if (issue.code === 'invalid_type') return withArticle(issue.expected)
  if (issue.code !== 'invalid_union') return 'something else'
  const kinds = issue.errors.flatMap((errors) => errors.flatMap((error) => (error.code === 'invalid_type' ? [withArticle(error.expected)] : [])))
  return [...new Set(kinds)].join(' or ') || 'something else'
}

function describe(value: unknown): string {
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
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
