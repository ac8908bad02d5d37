import { endsOf, rangeOf, titleOf } from '../components/workspace/pages.ts'
import type { Scenario } from '../lib/scenario/scenario.ts'

/** Titles of all pages a learner walks through, in order. */
export function pageTitles(scenario: Scenario): readonly string[] {
  const { first, last } = endsOf(rangeOf(scenario))
  return Array.from({ length: last - first + 1 }, (_, index) => titleOf(scenario, first + index))
}
