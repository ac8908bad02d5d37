import { Clock, Gauge, ListOrdered } from 'lucide-react'
import type { ReactNode } from 'react'
import { timeText } from '../catalogue/time-text.ts'
import type { CurrentPage } from '../workspace/pages.ts'
import { IntroFrame } from './intro-frame.tsx'
import { LanguageLinks, type Translation } from './language-links.tsx'
import css from './step-frame.module.css'

export interface IntroPageProps {
  readonly scenario: { readonly slug: string; readonly title: string; readonly description: string; readonly difficulty: string; readonly time: string; readonly steps: number }
  readonly page: CurrentPage
  readonly quizzes: number
  /** What the machine lacks here of the one that the scenario was written for. */
  readonly notice: string | undefined
  readonly children: ReactNode
  readonly credits?: ReactNode
  readonly translations: readonly Translation[]
}

/** What the scenario is about, and the button that starts it. */
export function IntroPage({ scenario, page, quizzes, notice, children, credits, translations }: IntroPageProps) {
  const { title, description, difficulty, time, steps, slug } = scenario
  const facts = (
    <>
      <LanguageLinks translations={translations} />
      <ul className={css.facts} aria-label="About this scenario">
        {difficulty && <li><Gauge size={15} aria-hidden="true" />{difficulty}</li>}
        {time && <li><Clock size={15} aria-hidden="true" />{timeText(time)}</li>}
        {steps > 0 && <li><ListOrdered size={15} aria-hidden="true" />{steps === 1 ? '1 step' : `${steps} steps`}</li>}
      </ul>
    </>
  )
  return (
    <IntroFrame scenario={slug} page={page} quizzes={quizzes} notice={notice} title={title} description={description} facts={facts} credits={credits && <footer className={css.credits}>{credits}</footer>}>
      {children}
    </IntroFrame>
  )
}
