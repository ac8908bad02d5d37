import { describe, dropWrongKeys, isRecord } from './drop-wrong-keys.ts'
import { normalise, type ScenarioPlace } from './normalise.ts'
import { parseIndex } from './parse-index.ts'
import { makeProblem } from './problems.ts'
import { createReport, keyText } from './report.ts'
import type { RepositoryFiles } from './repository-files.ts'
import { scenarioFileSchema } from './schema.ts'
import type { Problem, Scenario } from './scenario.ts'

export type ParsedScenario =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | { readonly kind: 'broken'; readonly problems: readonly Problem[] }
  /** JSON that is something else: a package list, a search index. */
  | { readonly kind: 'other' }

/** Keys of which a scenario has at least one. */
const signs = ['title', 'details', 'environment', 'backend']

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
  const file = dropWrongKeys(parsed.value, scenarioFileSchema, ({ path, expected, found }) => {
    report.add('wrong-type', path, { key: keyText(path), expected, found })
  })
  return { kind: 'scenario', scenario: normalise(file ?? {}, place, report) }
}
