'use client'

import { ArrowRight, Info, Play } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useSyncExternalStore, type MouseEvent } from 'react'
import { useSessionClient } from '../session/session-provider.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { preloadTerminal } from '../workspace/late-terminal.tsx'
import { rememberNotice } from '../workspace/read-notices.ts'
import { hrefOf, neighbour } from '../workspace/pages.ts'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import { lastPage } from './progress.ts'
import css from './step-frame.module.css'

/** Starts the machine and goes to the first step, or to where the learner was; says first what that machine lacks. */
export function StartButton({ notice }: { readonly notice: string | undefined }) {
  const { scenario } = useWorkspace()
  const client = useSessionClient()
  const known = useSyncExternalStore(neverChanges, () => lastPage(scenario.slug), () => undefined)
  const { range } = scenario
  const firstPage = neighbour(range, 0, 1)
  const first = firstPage === undefined ? undefined : hrefOf(range, firstPage)
  const resume = known !== undefined && known > 1 && known <= range.steps ? known : undefined

  useEffect(() => {
    // The learner reads; meanwhile the parts of the workspace come in.
    preloadTerminal()
  }, [])

  function start(event: MouseEvent): void {
    // With Ctrl, Shift or ⌘ the link opens elsewhere, and the session with it.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    // It stands above the button: no need to say it once more beside the terminal.
    if (notice !== undefined) rememberNotice(scenario.slug, notice)
    client.openPage(0)
  }

  const words = <><Play size={17} aria-hidden="true" /> Start scenario</>
  return (
    <>
      {notice !== undefined && (
        <aside className={css.machineNote} aria-label="About this machine">
          <Info size={17} aria-hidden="true" />
          <p>{notice}</p>
        </aside>
      )}
      <div className={css.start}>
        {first === undefined
          ? <Button look="primary" size="large" onClick={start}>{words}</Button>
          : <Link className={buttonClass('primary', 'large')} href={first} prefetch onClick={start}>{words}</Link>}
        {resume !== undefined && <Link className={buttonClass('plain', 'large')} href={hrefOf(range, resume)} prefetch onClick={start}>Continue at step {resume} <ArrowRight size={17} aria-hidden="true" /></Link>}
      </div>
    </>
  )
}

// Nobody turns pages while this button is on the screen.
const neverChanges = () => () => undefined
