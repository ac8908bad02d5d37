import type { z } from 'zod'
import type { Page, Step } from '../scenario.ts'
import type { pageSchema, stepSchema } from '../schema/details.ts'
import type { Report } from '../report.ts'

type PageFile = z.infer<typeof pageSchema>
type StepFile = z.infer<typeof stepSchema>
type Key = readonly (string | number)[]

/** @param page which page it is, and its title when the author gives none */
export function normalisePage(page: PageFile, { key, title }: { key: 'intro' | 'finish'; title: string }, report: Report): Page {
  return commonKeys(page, { at: ['details', key], title }, report)
}

export function normaliseStep(step: StepFile, index: number, report: Report): Step {
  const at = ['details', 'steps', index]
  const verify = report.script(step.verify, [...at, 'verify'])
  const answer = report.page(step.answer, [...at, 'answer'])
  const hint = report.script(step.hint, [...at, 'hint'])
  return {
    ...commonKeys(step, { at, title: `Step ${index + 1}` }, report),
    ...(verify && { verify }),
    ...(answer && { answer }),
    ...(hint && { hint }),
  }
}

function commonKeys(page: PageFile, { at, title }: { at: Key; title: string }, report: Report): Page {
  const text = report.page(page.text, [...at, 'text'])
  const foreground = report.script(page.foreground ?? page.code, [...at, page.foreground === undefined ? 'code' : 'foreground'])
  const background = report.script(page.background ?? page.courseData, [...at, page.background === undefined ? 'courseData' : 'background'])
  const credits = page.credits?.trim()
  return {
    title: page.title?.trim() || title,
    ...(text && { text }),
    ...(credits && { credits }),
    ...(foreground && { foreground }),
    ...(background && { background }),
  }
}
