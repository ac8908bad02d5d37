'use client'

import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react'

interface QuizGateValue {
  /** Every question of the page is answered rightly. */
  readonly solved: boolean
  readonly solve: (quiz: number) => void
  /** Takes the learner to the first open question. */
  readonly showFirst: () => void
}

const openGate: QuizGateValue = { solved: true, solve: () => undefined, showFirst: () => undefined }
const QuizGateContext = createContext<QuizGateValue>(openGate)

/** Knows which questions of a page are still open. */
export function QuizGate({ quizzes, children }: { quizzes: number; children: ReactNode }) {
  const [done, setDone] = useState<ReadonlySet<number>>(new Set())
  const solve = useCallback((quiz: number) => setDone((before) => new Set([...before, quiz])), [])
  const value = useMemo((): QuizGateValue => ({
    solved: done.size >= quizzes,
    solve,
    showFirst: () => {
      const open = Array.from({ length: quizzes }, (_, quiz) => quiz).find((quiz) => !done.has(quiz))
      const element = document.getElementById(`quiz-${open}`)
      element?.scrollIntoView({ block: 'center' })
      element?.focus()
    },
  }), [done, quizzes, solve])
  return <QuizGateContext value={value}>{children}</QuizGateContext>
}

export function useQuizGate(): QuizGateValue {
  return useContext(QuizGateContext)
}
