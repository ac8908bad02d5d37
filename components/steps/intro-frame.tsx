'use client'

import type { ReactNode } from 'react'
import { useSession } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { neighbour, type CurrentPage } from '../workspace/pages.ts'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import { OpenPage } from './open-page.tsx'
import { QuizGate } from './quiz-gate.tsx'
import { StartButton } from './start-button.tsx'
import css from './step-frame.module.css'
import { StepNav } from './step-nav.tsx'

export interface IntroFrameProps {
  readonly scenario: string
  readonly page: CurrentPage
  readonly quizzes: number
  readonly notice: string | undefined
  readonly title: string
  readonly description: string
  readonly facts: ReactNode
  readonly credits: ReactNode
  readonly children: ReactNode
}

const selectStarted = (state: SessionState) => state.connection !== 'idle'

/** The first page: wide before the start, beside the machine afterwards. */
export function IntroFrame({ scenario, page, quizzes, notice, title, description, facts, credits, children }: IntroFrameProps) {
  const started = useSession(selectStarted)
  const { scenario: { range } } = useWorkspace()
  return (
    <QuizGate quizzes={quizzes}>
      <section className={css.frame} id="steps" tabIndex={-1} aria-label="Steps">
        <div className={css.intro} tabIndex={-1}>
          <article className={started ? css.article : css.introBody}>
            {facts}
            <h1 className={started ? css.title : css.introTitle} data-page-title tabIndex={-1}>{title}</h1>
            {description && <p className={css.description}>{description}</p>}
            <OpenPage scenario={scenario} page={page.number} kind="intro" />
            {!started && <StartButton notice={notice} />}
            <div className={started ? undefined : css.introText}>{children}</div>
            {credits}
          </article>
        </div>
        {started && neighbour(range, 0, 1) !== undefined && <StepNav page={page} />}
      </section>
    </QuizGate>
  )
}
