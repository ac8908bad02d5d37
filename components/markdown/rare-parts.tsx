'use client'

import { lazy, Suspense, type ComponentProps } from 'react'

// Few pages hold any of these: their code comes with those pages alone.
const FileBlockBody = lazy(() => import('./file-block.tsx').then((module) => ({ default: module.FileBlock })))
const QuizBody = lazy(() => import('./quiz.tsx').then((module) => ({ default: module.Quiz })))

/** A text that belongs into a file or the clipboard. */
export function FileBlock(props: ComponentProps<typeof FileBlockBody>) {
  return <Suspense><FileBlockBody {...props} /></Suspense>
}

/** A question with its answers. */
export function Quiz(props: ComponentProps<typeof QuizBody>) {
  return <Suspense><QuizBody {...props} /></Suspense>
}
