import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { StepPage } from '../../../../components/steps/step-page.tsx'
import { pageAt, pagesOf } from '../../../../components/workspace/pages.ts'
import { PageBody, pageBody, textBody } from '../../../page-body.tsx'
import { decodeSegment } from '../../../decode-segment.ts'
import { getScenario } from '../../../scenario-source.ts'

interface StepProps {
  readonly params: Promise<{ slug: string; page: string }>
}

export async function generateMetadata({ params }: StepProps): Promise<Metadata> {
  const { slug, page } = await params
  const scenario = await getScenario(decodeSegment(slug))
  return { title: scenario && pageAt(pagesOf(scenario), page)?.title }
}

export default async function Step({ params }: StepProps) {
  const { slug, page: segment } = await params
  const scenario = await getScenario(decodeSegment(slug))
  const page = scenario && pageAt(pagesOf(scenario), segment)
  if (!scenario || !page) notFound()
  const body = await pageBody(scenario, page.number)
  const step = scenario.steps[page.number - 1]
  const written = page.kind === 'finish' ? scenario.finish : step
  return (
    <StepPage
      scenario={scenario.slug} page={page} quizzes={body.quizzes}
      hint={step?.hint?.endsWith('.md') && await textBody(scenario, step.hint)}
      answer={step?.answer && await textBody(scenario, step.answer)}
      credits={written?.credits && <PageBody scenario={scenario} text={written.credits} />}
    >
      {body.content}
    </StepPage>
  )
}
