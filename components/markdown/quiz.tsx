'use client'

import { CircleCheck, CircleX } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Question } from '../../lib/markdown/step-document.ts'
import { useQuizGate } from '../steps/quiz-gate.tsx'
import { Button } from '../ui/button.tsx'
import { judgeAnswer } from './judge-answer.ts'
import css from './quiz.module.css'

export interface QuizProps {
  readonly question: Question
  readonly text: ReactNode
  readonly options: readonly ReactNode[]
}

/** A question of the author's; the page goes on once it is answered rightly. */
export function Quiz({ question, text, options }: QuizProps) {
  const { solve } = useQuizGate()
  const [answer, setAnswer] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [verdict, setVerdict] = useState<boolean>()
  const { number, kind } = question

  function choose(option: number): void {
    setVerdict(undefined)
    if (kind === 'single') return setChosen(new Set([option]))
    const next = new Set(chosen)
    if (!next.delete(option)) next.add(option)
    setChosen(next)
  }

  function judge(): void {
    const right = judgeAnswer(question, { text: answer, chosen })
    setVerdict(right)
    if (right) solve(number)
  }

  return (
    <form className={css.quiz} data-verdict={verdict} id={`quiz-${number}`} tabIndex={-1} onSubmit={(event) => { event.preventDefault(); judge() }}>
      <fieldset className={css.fields}>
        <legend className={css.question}>{text}</legend>
        {kind === 'multiple' && <p className={css.hint}>Choose all that apply.</p>}
        {kind === 'single' || kind === 'multiple'
          ? options.map((option, index) => (
            // Options never change places.
            <label key={index} className={css.option}>
              <input type={kind === 'single' ? 'radio' : 'checkbox'} name={`quiz-${number}`} checked={chosen.has(index)} onChange={() => choose(index)} />
              <span>{option}</span>
            </label>
          ))
          : <input className={css.answer} aria-label="Your answer" value={answer} autoComplete="off" spellCheck={false} onChange={(event) => { setAnswer(event.target.value); setVerdict(undefined) }} />}
      </fieldset>
      <div className={css.foot}>
        <Button type="submit">Check answer</Button>
        <span className={css.verdict} role="status">
          {verdict === true && <><CircleCheck size={17} aria-hidden="true" /> Correct</>}
          {verdict === false && <><CircleX size={17} aria-hidden="true" /> Not quite. Try again.</>}
        </span>
      </div>
    </form>
  )
}
