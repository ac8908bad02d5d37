import { parseStep } from '../../lib/markdown/parse-step.ts'
import type { StepDocument } from '../../lib/markdown/step-document.ts'
import { readCatalogue, readScenarioText } from '../../lib/scenario/read.ts'
import { resolvePath } from '../../lib/scenario/repository-files.ts'
import type { Problem, Scenario } from '../../lib/scenario/scenario.ts'

/** How often each thing that a learner can use stands in some text. */
export interface Counts {
  run: number
  copy: number
  open: number
  /** `{{}}`. */
  none: number
  /** `<pre class="file">` with a file or the clipboard as its target. */
  preFile: number
  quiz: number
}

export interface FolderCounts extends Counts {
  /** Scenarios that load. */
  scenarios: number
  /** Scenarios that are listed as broken. */
  broken: number
  /** Entries of `details.steps`. */
  steps: number
  /** Different verify scripts. */
  verify: number
  /** Mistakes in index files, course files and pages. */
  problems: number
  /** By path; every page is counted once, however many scenarios show it. */
  files: Record<string, Counts>
}

/** Counts what the pages of all scenarios below a folder offer. */
export async function countFolder(root: string): Promise<FolderCounts> {
  const { entries, problems } = await readCatalogue(root)
  const total: FolderCounts = { ...noCounts(), scenarios: 0, broken: 0, steps: 0, verify: 0, problems: problems.length, files: {} }
  const verify = new Set<string>()
  for (const { scenario, problems: found } of entries) {
    total.problems += found.length
    if (!scenario) total.broken++
    if (!scenario) continue
    total.scenarios++
    total.steps += scenario.steps.length
    for (const step of scenario.steps) if (step.verify) verify.add(pathOf(scenario, step.verify))
    for (const text of textsOf(scenario)) total.problems += await countText(root, { scenario, text }, total)
  }
  return { ...total, verify: verify.size }
}

/** Adds the counts of a page that was not counted before; the number of mistakes in it. */
async function countText(root: string, { scenario, text }: { scenario: Scenario; text: string }, total: FolderCounts): Promise<number> {
  const path = pathOf(scenario, text)
  if (Object.hasOwn(total.files, path)) return 0
  const file = await readScenarioText(root, scenario, text)
  // A missing page was told when the index was read.
  if (!file.ok) return newProblems(file.problems, scenario)
  const page = parseStep(file.text, { terminals: scenario.terminals.map(({ name }) => name) })
  const counts = countPage(page)
  total.files[path] = counts
  for (const key of countKeys) total[key] += counts[key]
  return file.problems.length + page.remarks.length
}

export const countKeys = ['run', 'copy', 'open', 'none', 'preFile', 'quiz'] as const satisfies readonly (keyof Counts)[]

export function countPage({ blocks, files, quizzes }: StepDocument): Counts {
  const withVerb = (verb: string): number => blocks.filter((block) => block.verb === verb).length
  return {
    run: withVerb('run'),
    copy: withVerb('copy'),
    open: withVerb('open'),
    none: blocks.filter(({ verb, macro }) => macro && verb === 'none').length,
    preFile: files.filter(({ action }) => action !== 'show').length,
    quiz: quizzes,
  }
}

/** Every markdown file that a learner may see. */
export function textsOf({ intro, steps, finish }: Scenario): readonly string[] {
  const pages = [intro, ...steps, finish].flatMap((page) => (page?.text ? [page.text] : []))
  const extras = steps.flatMap(({ answer, hint }) => [answer, hint].filter((name) => name?.endsWith('.md') === true))
  return [...pages, ...extras.filter((name) => name !== undefined)]
}

function newProblems(problems: readonly Problem[], scenario: Scenario): number {
  return problems.filter((problem) => !scenario.problems.includes(problem)).length
}

function pathOf({ folder }: Scenario, name: string): string {
  return resolvePath(folder, name) ?? name
}

function noCounts(): Counts {
  return { run: 0, copy: 0, open: 0, none: 0, preFile: 0, quiz: 0 }
}
