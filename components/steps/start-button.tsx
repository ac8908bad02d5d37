'use client'

import { ArrowRight, Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import { useSessionClient } from '../session/session-provider.tsx'
import { Button } from '../ui/button.tsx'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import { lastPage } from './progress.ts'
import css from './step-frame.module.css'

/** Starts the machine and goes to the first step, or to where the learner was. */
export function StartButton() {
  const { scenario } = useWorkspace()
  const client = useSessionClient()
  const router = useRouter()
  const known = useSyncExternalStore(neverChanges, () => lastPage(scenario.slug), () => undefined)
  const first = scenario.pages[1]
  const resume = scenario.pages.find(({ number, kind }) => number === known && kind === 'step' && number > 1)

  useEffect(() => {
    // The learner reads; meanwhile the parts of the workspace come in.
    void import('../terminal/terminal.tsx')
    if (first) router.prefetch(first.href)
  }, [first, router])

  function start(href: string | undefined): void {
    client.openPage(0)
    if (href) router.push(href)
  }

  return (
    <div className={css.start}>
      <Button look="primary" size="large" onClick={() => start(first?.href)}><Play size={17} aria-hidden="true" /> Start scenario</Button>
      {resume && <Button size="large" onClick={() => start(resume.href)}>Continue at step {resume.number} <ArrowRight size={17} aria-hidden="true" /></Button>}
    </div>
  )
}

// Nobody turns pages while this button is on the screen.
const neverChanges = () => () => undefined
