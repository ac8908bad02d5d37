import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { EarlyStart } from '../../../../components/session/early-start.tsx'
import { StepPage } from '../../../../components/steps/step-page.tsx'
import { currentPage, numberAt, rangeOf } from '../../../../components/workspace/pages.ts'
import { PageBody, pageBody, textBody } from '../../../page-body.tsx'
import { decodeSegment } from '../../../decode-segment.ts'
import { earlyFiles } from '../../../early-files.ts'
import { getScenario } from '../../../scenario-source.ts'

interface StepProps {
  readonly params: Promise<{ slug: string; page: string }>
}

export async function generateMetadata({ params }: StepProps): Promise<Metadata> {
  const { slug, page } = await params
  const scenario = await getScenario(decodeSegment(slug))
  const number = scenario && numberAt(rangeOf(scenario), page)
  return !scenario || number === undefined ? {} : { title: currentPage(scenario, number).title }
}

export default async function Step({ params }: StepProps) {
  const { slug, page: segment } = await params
  const scenario = await getScenario(decodeSegment(slug))
  const number = scenario && numberAt(rangeOf(scenario), segment)
  if (!scenario || number === undefined) notFound()
  const page = currentPage(scenario, number)
  const body = await pageBody(scenario, page.number)
  const step = scenario.steps[page.number - 1]
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const written = page.kind === 'finish' ? scenario.finish : step
  return (
    <>
      <EarlyStart scenario={scenario.slug} nonce={nonce} files={earlyFiles()} />
      <StepPage
        scenario={scenario.slug} page={page} quizzes={body.quizzes}
        hint={step?.hint?.endsWith('.md') && await textBody(scenario, step.hint)}
        answer={step?.answer && await textBody(scenario, step.answer)}
        credits={written?.credits && <PageBody scenario={scenario} text={written.credits} />}
      >
        {body.content}
      </StepPage>
    </>
  )
}
