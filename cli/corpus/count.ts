import type { StepDocument } from '../../lib/markdown/step-document.ts'
import { openRepository } from '../../lib/scenario/read/repository.ts'
import { resolvePath } from '../../lib/scenario/repository-files.ts'
import { pageProblems } from '../check/check-folder.ts'
import { readPages } from '../pages/read-pages.ts'

/** How often each thing that a learner can use stands in some text. */
export interface Counts {
  run: number
  copy: number
  open: number
  /** `{{}}`, and macros of which no word is a verb. */
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
  /** What `rehearsal check` tells of. */
  problems: number
  /** By path; every page is counted once, however many scenarios show it. */
  files: Record<string, Counts>
}

export const countKeys = ['run', 'copy', 'open', 'none', 'preFile', 'quiz'] as const satisfies readonly (keyof Counts)[]

/** Counts what the pages of all scenarios below a folder offer. */
export async function countFolder(root: string): Promise<FolderCounts> {
  const repository = await openRepository(root)
  const { catalogue, walked } = repository
  const scenarios = catalogue.entries.flatMap(({ scenario }) => (scenario ? [scenario] : []))
  const total: FolderCounts = {
    scenarios: scenarios.length,
    broken: catalogue.entries.length - scenarios.length,
    steps: scenarios.reduce((sum, { steps }) => sum + steps.length, 0),
    ...noCounts(),
    verify: new Set(scenarios.flatMap(({ folder, steps }) => steps.flatMap(({ verify }) => (verify ? [resolvePath(folder, verify)] : [])))).size,
    problems: catalogue.problems.length + catalogue.entries.reduce((sum, { problems }) => sum + problems.length, 0),
    files: {},
  }
  for await (const page of readPages(repository)) {
    total.problems += pageProblems(page, walked).length
    if (!page.document) continue
    const counts = countPage(page.document)
    total.files[page.path] = counts
    for (const key of countKeys) total[key] += counts[key]
  }
  return total
}

function countPage({ blocks, files, quizzes }: StepDocument): Counts {
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

function noCounts(): Counts {
  return { run: 0, copy: 0, open: 0, none: 0, preFile: 0, quiz: 0 }
}
