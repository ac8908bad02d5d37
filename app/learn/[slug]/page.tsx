import { notFound, redirect } from 'next/navigation'
import { IntroPage } from '../../../components/steps/intro-page.tsx'
import { currentPage, endsOf, hrefOf, numberAt, rangeOf } from '../../../components/workspace/pages.ts'
import { PageBody, pageBody } from '../../page-body.tsx'
import { decodeSegment } from '../../decode-segment.ts'
import { machineNotice } from '../../machine-notice.ts'
import { getScenario, getTranslations } from '../../scenario-source.ts'

export default async function Intro({ params }: { params: Promise<{ slug: string }> }) {
  const scenario = await getScenario(decodeSegment((await params).slug))
  if (!scenario) notFound()
  const range = rangeOf(scenario)
  const number = numberAt(range, undefined)
  if (number === undefined) redirect(hrefOf(range, endsOf(range).first))
  const body = await pageBody(scenario, number)
  const { slug, title, description, difficulty, time, steps, intro } = scenario
  return (
    <IntroPage scenario={{ slug, title, description, difficulty, time, steps: steps.length }} page={currentPage(scenario, number)} notice={await machineNotice(scenario)} translations={await getTranslations(slug)} quizzes={body.quizzes} credits={intro?.credits && <PageBody scenario={scenario} text={intro.credits} />}>
      {body.content}
    </IntroPage>
  )
}
