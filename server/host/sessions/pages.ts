import type { Page, Scenario, Step } from '../../../lib/scenario/scenario.ts'
import type { Session } from './session.ts'
import { typeUnasked } from './type-unasked.ts'

/** A page by its number: 0 the intro, 1… the steps, one more the finish. */
export function pageOf(scenario: Scenario, page: number): Page | Step | undefined {
  if (page === 0) return scenario.intro
  return scenario.steps[page - 1] ?? (page === scenario.steps.length + 1 ? scenario.finish : undefined)
}

const startPatienceMs = 120_000

/**
 * The learner looks at a page. The first time its scripts start: the background one unattended, the foreground one typed
 * into the first terminal. An intro that the learner never sees runs with the first page that is opened.
 */
export async function openPage(session: Session, page: number): Promise<void> {
  // A learner reads faster than some machines start.
  await session.startedWithin(startPatienceMs)
  if (page !== 0 && !session.pagesOpened.has(0)) await startScripts(session, 0)
  await startScripts(session, page)
}

async function startScripts(session: Session, number: number): Promise<void> {
  if (session.pagesOpened.has(number)) return
  const page = pageOf(session.scenario, number)
  if (!page) return
  const { context } = session
  session.pagesOpened.add(number)
  const { scripts } = session.parts
  if (page.background) {
    scripts.runBackground(context, page, (text) => session.addLog(text)).catch((error: unknown) => {
      session.addLog(`The background script could not be run: ${error instanceof Error ? error.message : String(error)}\n`)
    })
  }
  const text = page.foreground ? await scripts.foregroundText(context, page) : undefined
  if (text) typeUnasked(session, await session.terminals.target('T1'), `${text}\n`)
  session.announce()
}
