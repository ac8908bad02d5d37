import { Lightbulb } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CurrentPage } from '../workspace/pages.ts'
import { OpenPage } from './open-page.tsx'
import { Outline } from './outline.tsx'
import { QuizGate } from './quiz-gate.tsx'
import css from './step-frame.module.css'
import { StepNav } from './step-nav.tsx'

export interface StepPageProps {
  readonly scenario: string
  readonly page: CurrentPage
  readonly quizzes: number
  readonly children: ReactNode
  readonly hint?: ReactNode
  readonly answer?: ReactNode
  readonly credits?: ReactNode
}

/** One page beside the machine: title, text, what helps, and the way on. */
export function StepPage({ scenario, page, quizzes, children, hint, answer, credits }: StepPageProps) {
  return (
    <QuizGate quizzes={quizzes}>
      <section className={css.frame} id="steps" tabIndex={-1} aria-label="Steps">
        <div className={css.scroll} tabIndex={-1}>
          <article className={css.article} key={page.number}>
            <header className={css.head}>
              <div className={css.count}><Outline page={page} /></div>
              <h1 className={css.title} data-page-title tabIndex={-1}>{page.title}</h1>
              <OpenPage scenario={scenario} page={page.number} kind={page.kind} />
            </header>
            {children}
            {hint && <details className={css.solution}><summary><Lightbulb size={16} aria-hidden="true" /> Show hint</summary><div>{hint}</div></details>}
            {answer && <details className={css.solution}><summary><Lightbulb size={16} aria-hidden="true" /> Show solution</summary><div>{answer}</div></details>}
            {credits && <footer className={css.credits}>{credits}</footer>}
          </article>
        </div>
        <StepNav page={page} />
      </section>
    </QuizGate>
  )
}
