import type { ReactNode } from 'react'
import { Markdown } from '../components/markdown/markdown.tsx'
import { PageProblem } from '../components/markdown/page-problem.tsx'
import { parseStep } from '../lib/markdown/parse-step.ts'
import type { StepDocument } from '../lib/markdown/step-document.ts'
import type { Scenario } from '../lib/scenario/scenario.ts'
import { problemLines } from './catalogue-sections.ts'
import { getPageText, getText } from './scenario-source.ts'

export interface RenderedPage {
  readonly content: ReactNode
  /** How many questions gate the page. */
  readonly quizzes: number
}

/** The text of a page, or what is wrong with its file. */
export async function pageBody(scenario: Scenario, page: number): Promise<RenderedPage> {
  const file = await getPageText(scenario, page)
  if (!file.ok) return { content: <PageProblem problems={problemLines(file.problems)} />, quizzes: 0 }
  const document = parse(scenario, file.text)
  return { content: <Text scenario={scenario} document={document} />, quizzes: document.quizzes }
}

/** A further file of a page: its solution or its hint. */
export async function textBody(scenario: Scenario, path: string): Promise<ReactNode> {
  const file = await getText(scenario, path)
  return file.ok ? <PageBody scenario={scenario} text={file.text} /> : <PageProblem problems={problemLines(file.problems)} />
}

/** A short text that stands in the index file itself. */
export function PageBody({ scenario, text }: { scenario: Scenario; text: string }) {
  return <Text scenario={scenario} document={parse(scenario, text)} />
}

function Text({ scenario, document }: { scenario: Scenario; document: StepDocument }) {
  return <Markdown document={document} pictureAddress={(source) => pictureAddress(scenario, source)} linkAddress={(href) => href} />
}

function parse({ terminals }: Scenario, text: string): StepDocument {
  return parseStep(text, { terminals: terminals.map(({ name }) => name) })
}

function pictureAddress({ slug }: Scenario, source: string): string | undefined {
  if (/^https?:\/\//i.test(source)) return source
  return `/learn/${encodeURIComponent(slug)}/files/${source.replace(/^\.?\//, '')}`
}
