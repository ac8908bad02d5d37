'use client'

import { ArrowLeft, ArrowRight, CircleCheck, CircleAlert, LoaderCircle } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { isReady, type CheckState, type SessionState } from '../session/session-state.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { EagerLink } from '../ui/eager-link.tsx'
import { hrefOf, neighbour, type CurrentPage } from '../workspace/pages.ts'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import { useQuizGate } from './quiz-gate.tsx'
import css from './step-frame.module.css'

/** Previous, Check and Next at the foot of a page. Next waits for the check and the quiz, and can be told not to. */
export function StepNav({ page }: { page: CurrentPage }) {
  const { scenario: { range } } = useWorkspace()
  const client = useSessionClient()
  const router = useRouter()
  const check = useSession(useCallback((state: SessionState) => state.checks[page.number], [page.number]))
  const ready = useSession(isReady)
  const quizzes = useQuizGate()
  const [asked, setAsked] = useState(false)
  const previous = neighbour(range, page.number, -1)
  const next = neighbour(range, page.number, 1)
  const passed = !page.hasCheck || (check?.kind === 'judged' && check.verdict.passed)
  const open = passed && quizzes.solved
  const running = check?.kind === 'running'

  async function tryNext(): Promise<void> {
    setAsked(true)
    if (!quizzes.solved) return quizzes.showFirst()
    await client.check(page.number)
    const judged = client.getState().checks[page.number]
    if (next !== undefined && judged?.kind === 'judged' && judged.verdict.passed) router.push(hrefOf(range, next))
  }

  return (
    <>
      <Verdict check={check} />
      {asked && !quizzes.solved && <p className={css.verdict} data-passed="false" role="status">Answer the questions on this page first.</p>}
      <nav className={css.nav} aria-label="Pages">
        {previous !== undefined ? <EagerLink className={buttonClass('quiet')} href={hrefOf(range, previous)}><ArrowLeft size={16} aria-hidden="true" /> Previous</EagerLink> : <span />}
        <div className={css.middle} />
        {asked && !open && next !== undefined && !running && <EagerLink className={buttonClass('quiet')} href={hrefOf(range, next)}>Skip</EagerLink>}
        {page.hasCheck && (
          <Button look={passed ? 'plain' : 'primary'} disabled={!ready || running} onClick={() => void client.check(page.number)}>
            {running && <LoaderCircle size={16} className={css.turning} aria-hidden="true" />} {running ? 'Checking' : 'Check'}
          </Button>
        )}
        {next !== undefined && (open
          ? <EagerLink className={buttonClass('primary')} href={hrefOf(range, next)}>Next <ArrowRight size={16} aria-hidden="true" /></EagerLink>
          : <Button look={page.hasCheck ? 'plain' : 'primary'} disabled={running || !ready} onClick={() => void tryNext()}>Next <ArrowRight size={16} aria-hidden="true" /></Button>)}
      </nav>
    </>
  )
}

function Verdict({ check }: { check: CheckState | undefined }) {
  if (!check || check.kind === 'running') return <div role="status" />
  const passed = check.kind === 'judged' && check.verdict.passed
  const text = check.kind === 'refused' ? check.message : check.verdict.message || (passed ? 'Well done, everything is as it should be.' : 'Not there yet. Look through the step again, then check once more.')
  const output = check.kind === 'judged' && !passed ? check.verdict.output.trim() : ''
  return (
    <div className={css.verdict} data-passed={passed} role="status">
      <div className={css.verdictHead}>
        {passed ? <CircleCheck size={18} aria-hidden="true" /> : <CircleAlert size={18} aria-hidden="true" />}
        <span className={css.verdictText}>{text}</span>
      </div>
      {output && output !== text && <pre className={css.output} tabIndex={0} aria-label="Output of the check">{output}</pre>}
    </div>
  )
}
