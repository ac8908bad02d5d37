import { parseStep } from '../../lib/markdown/parse-step.ts'
import type { StepDocument } from '../../lib/markdown/step-document.ts'
import { readTextIn } from '../../lib/scenario/read.ts'
import type { Repository } from '../../lib/scenario/read/repository.ts'
import type { Walked } from '../../lib/scenario/read/walk.ts'
import { resolvePath } from '../../lib/scenario/repository-files.ts'
import type { Problem, Scenario } from '../../lib/scenario/scenario.ts'

/** A markdown file that a learner may see. */
export interface ReadPage {
  readonly scenario: Scenario
  /** Below the root of the repository. */
  readonly path: string
  /** Line ends `\n`; empty when the file cannot be shown. */
  readonly source: string
  /** Absent when the file cannot be shown. */
  readonly document?: StepDocument
  /** About the file itself. */
  readonly problems: readonly Problem[]
}

/** Every markdown file of all scenarios, each once, however many scenarios show it. One at a time, so that memory stays small. */
export async function* readPages({ walked, catalogue: { entries } }: Repository): AsyncGenerator<ReadPage> {
  const seen = new Set<string>()
  for (const { scenario } of entries) {
    if (!scenario) continue
    for (const name of textsOf(scenario)) {
      const path = resolvePath(scenario.folder, name) ?? name
      // One that is not there was told when the index was read.
      if (seen.has(path) || !walked.files.has(path)) continue
      seen.add(path)
      yield await readPage(walked, { scenario, path, name })
    }
  }
}

async function readPage(walked: Walked, { scenario, path, name }: { scenario: Scenario; path: string; name: string }): Promise<ReadPage> {
  const file = await readTextIn(walked, scenario, name)
  if (!file.ok) return { scenario, path, source: '', problems: file.problems }
  const document = parseStep(file.text, { terminals: scenario.terminals.map(({ name: terminal }) => terminal) })
  return { scenario, path, source: file.text, document, problems: file.problems }
}

/** Every markdown file that a scenario names. */
function textsOf({ intro, steps, finish }: Scenario): readonly string[] {
  const pages = [intro, ...steps, finish].map((page) => page?.text)
  const extras = steps.flatMap(({ answer, hint }) => [answer, hint?.endsWith('.md') ? hint : undefined])
  return [...pages, ...extras].filter((name) => name !== undefined)
}
