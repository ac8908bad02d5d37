'use client'

import { ArrowRight, Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import { useSessionClient } from '../session/session-provider.tsx'
import { Button } from '../ui/button.tsx'
import { hrefOf, neighbour } from '../workspace/pages.ts'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import { lastPage } from './progress.ts'
import css from './step-frame.module.css'

/** Starts the machine and goes to the first step, or to where the learner was. */
export function StartButton() {
  const { scenario } = useWorkspace()
  const client = useSessionClient()
  const router = useRouter()
  const known = useSyncExternalStore(neverChanges, () => lastPage(scenario.slug), () => undefined)
  const { range } = scenario
  const firstPage = neighbour(range, 0, 1)
  const first = firstPage === undefined ? undefined : hrefOf(range, firstPage)
  const resume = known !== undefined && known > 1 && known <= range.steps ? known : undefined

  useEffect(() => {
    // The learner reads; meanwhile the parts of the workspace come in.
    void import('../terminal/terminal.tsx')
    if (first) router.prefetch(first)
  }, [first, router])

  function start(href: string | undefined): void {
    client.openPage(0)
    if (href) router.push(href)
  }

  return (
    <div className={css.start}>
      <Button look="primary" size="large" onClick={() => start(first)}><Play size={17} aria-hidden="true" /> Start scenario</Button>
      {resume !== undefined && <Button size="large" onClick={() => start(hrefOf(range, resume))}>Continue at step {resume} <ArrowRight size={17} aria-hidden="true" /></Button>}
    </div>
  )
}

// Nobody turns pages while this button is on the screen.
const neverChanges = () => () => undefined
