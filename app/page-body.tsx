import type { ReactNode } from 'react'
import { Markdown } from '../components/markdown/markdown.tsx'
import { PageProblem } from '../components/markdown/page-problem.tsx'
import { createParseCache } from '../lib/markdown/parse-cache.ts'
import type { StepDocument } from '../lib/markdown/step-document.ts'
import { pageOf } from '../lib/scenario/read.ts'
import { resolvePath } from '../lib/scenario/repository-files.ts'
import type { Scenario } from '../lib/scenario/scenario.ts'
import { problemLines } from './catalogue-sections.ts'
import { pageAddresses } from './page-addresses.ts'
import { getNeighbourhood, getPageText, getText } from './scenario-source.ts'

export interface RenderedPage {
  readonly content: ReactNode
  /** How many questions gate the page. */
  readonly quizzes: number
}

/** A few thousand pages; their documents take some ten times as much memory. */
const parsed = createParseCache({ maxChars: 4 * 1024 * 1024 })

/** The text of a page, or what is wrong with its file. */
export async function pageBody(scenario: Scenario, page: number): Promise<RenderedPage> {
  const file = await getPageText(scenario, page)
  if (!file.ok) return { content: <PageProblem problems={problemLines(file.problems)} />, quizzes: 0 }
  const document = await parse(scenario, file.text)
  const path = pageOf(scenario, page)?.text
  return { content: await render(scenario, document, path), quizzes: document.quizzes }
}

/** A further file of a page: its solution or its hint. */
export async function textBody(scenario: Scenario, path: string): Promise<ReactNode> {
  const file = await getText(scenario, path)
  if (!file.ok) return <PageProblem problems={problemLines(file.problems)} />
  return render(scenario, await parse(scenario, file.text), path)
}

/** A short text that stands in the index file itself. */
export async function PageBody({ scenario, text }: { scenario: Scenario; text: string }) {
  return render(scenario, await parse(scenario, text), undefined)
}

/** @param path of the markdown file, relative to the scenario; absent for a text of the index file */
async function render(scenario: Scenario, document: StepDocument, path: string | undefined): Promise<ReactNode> {
  const page = (path === undefined ? undefined : resolvePath(scenario.folder, path)) ?? scenario.indexFile
  const { picture, link } = pageAddresses(scenario, page, await getNeighbourhood(scenario))
  return <Markdown document={document} pictureAddress={picture} linkAddress={link} />
}

function parse({ terminals }: Scenario, text: string): Promise<StepDocument> {
  return parsed.document(text, { terminals: terminals.map(({ name }) => name) })
}
