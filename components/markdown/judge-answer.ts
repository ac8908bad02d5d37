import type { Question } from '../../lib/markdown/step-document.ts'

/** What a learner gave: a text, or the numbers of the options chosen. */
export interface Given {
  readonly text: string
  readonly chosen: ReadonlySet<number>
}

/** Whether an answer is right. Blanks around a text do not count; for several options all right ones and no other. */
export function judgeAnswer(question: Question, { text, chosen }: Given): boolean {
  switch (question.kind) {
    case 'exact':
      return question.answers.some((answer) => answer.trim() === text.trim())
    case 'contains':
      return question.answers.some((answer) => text.includes(answer.trim()) && text.trim() !== '')
    case 'single':
    case 'multiple':
      return question.options.every(({ correct }, index) => correct === chosen.has(index))
  }
}
