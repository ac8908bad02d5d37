import type { Lifter, QuizBlock } from './page.ts'

type Answer = QuizBlock['answers'][number]

interface Form {
  readonly type: QuizBlock['type']
  readonly pattern: RegExp
  readonly answer: (found: RegExpExecArray) => Answer
}

const forms: readonly Form[] = [
  { type: 'exact', pattern: /^===\s?(.*)$/, answer: ([, text = '']) => ({ text: text.trim(), correct: true }) },
  { type: 'contains', pattern: /^=~=\s?(.*)$/, answer: ([, text = '']) => ({ text: text.trim(), correct: true }) },
  { type: 'multiple', pattern: /^(?:[-+]\s+)?\[([ *xX]?)\]\s*(\S.*)$/, answer: option },
  { type: 'single', pattern: /^(?:[-+]\s+)?\(([ *xX]?)\)\s*(\S.*)$/, answer: option },
]

/** `>>Question<<`, answers on the lines below. */
export const liftQuiz: Lifter = (page, { text, quotes }, number) => {
  const line = text.trim()
  if (quotes < 2 || !line.startsWith('>>') || !line.endsWith('<<') || line.length <= 4) return undefined
  const question = line.slice(2, -2).trim()
  const first = (page.lines[number + 1] ?? '').trim()
  const form = forms.find(({ pattern }) => pattern.test(first))
  if (!form) return { next: number + 1, unquoted: true, rest: { text: `\\${line}`, line: number }, remark: { code: 'quiz-unanswered', line: number + 1, found: question } }
  const answers = readAnswers(page.lines, number + 1, form)
  const remark = answers.some(({ correct }) => correct) ? undefined : { code: 'quiz-no-correct' as const, line: number + 1, found: question }
  return {
    block: { kind: 'quiz', type: form.type, question, answers, line: number + 1 },
    next: number + 1 + answers.length,
    unquoted: true,
    ...(remark && { remark }),
  }
}

function readAnswers(lines: readonly string[], from: number, { pattern, answer }: Form): readonly Answer[] {
  const answers: Answer[] = []
  for (let at = from; at < lines.length; at++) {
    const found = pattern.exec((lines[at] ?? '').trim())
    if (!found) break
    answers.push(answer(found))
  }
  return answers
}

function option([, mark = '', text = '']: RegExpExecArray): Answer {
  return { text: text.trim(), correct: mark.trim() !== '' }
}
