import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { rangeOf } from '../../../components/workspace/pages.ts'
import { readSplit, readStacked, splitCookie, stackedCookie } from '../../../components/workspace/split-cookie.ts'
import { Workspace } from '../../../components/workspace/workspace.tsx'
import type { Scenario } from '../../../lib/scenario/scenario.ts'
import { decodeSegment } from '../../decode-segment.ts'
import { pageTitles } from '../../page-titles.ts'
import { getScenario } from '../../scenario-source.ts'

interface LayoutProps {
  readonly params: Promise<{ slug: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const scenario = await getScenario(decodeSegment((await params).slug))
  return scenario ? { title: { default: scenario.title, template: `%s · ${scenario.title}` }, description: scenario.description } : {}
}

/** Holds session and terminals for as long as the learner is in the scenario; the pages change inside. */
export default async function ScenarioLayout({ params, children }: LayoutProps) {
  const scenario = await getScenario(decodeSegment((await params).slug))
  if (!scenario) notFound()
  const chosen = await cookies()
  const view = { split: readSplit(chosen.get(splitCookie)?.value), stacked: readStacked(chosen.get(stackedCookie)?.value) }
  const { slug, title, layout, dashboards, editor } = scenario
  return <Workspace scenario={{ slug, title, layout, dashboards, editor, range: rangeOf(scenario), titles: titlesToSend(scenario) }} view={view}>{children}</Workspace>
}

/** More than this many titles would weigh on every page; the list of pages then asks for them when it is opened. */
const maxTitles = 200

function titlesToSend(scenario: Scenario): readonly string[] | undefined {
  return scenario.steps.length <= maxTitles ? pageTitles(scenario) : undefined
}
