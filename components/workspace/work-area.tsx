'use client'

import { lazy, Suspense } from 'react'
import { useSession } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { useMedia } from '../ui/use-media.ts'
import { SplitPane } from '../ui/split-pane.tsx'
import { Dock } from './dock.tsx'
import { docksOf } from './layouts.ts'
import { fillDocks, type PageTab } from './tabs.ts'
import { useWorkspace } from './workspace-context.tsx'
import css from './workspace.module.css'

const TouchKeys = lazy(() => import('./touch-keys.tsx').then((module) => ({ default: module.TouchKeys })))

const none: readonly never[] = []
const selectTerminals = (state: SessionState) => state.view?.terminals ?? none

/** Everything beside the text: one or two docks, as the scenario's layout says. */
export function WorkArea({ pages }: { pages: readonly PageTab[] }) {
  const { scenario, state } = useWorkspace()
  const byTouch = useMedia('(pointer: coarse) and (max-width: 1023px)')
  const terminals = useSession(selectTerminals)
  const layout = scenario.layout === 'text' ? 'terminal' : scenario.layout
  const wantsTerminals = state.ranSomething || docksOf(layout, state.stacked).some(({ takes }) => takes.includes('terminal'))
  const docks = fillDocks({ layout, stacked: state.stacked, pages, terminals, wantsTerminals, editorOpen: state.editorOpen })
  const [first, second] = docks
  return (
    <section className={css.work} aria-label="Workspace" id="workspace">
      {first && second ? (
        <SplitPane orientation="vertical" label="Resize upper and lower half" initial={first.dock.share} smallest={15} largest={85} first={<Dock filled={first} hasPages={pages.length > 0} />} second={<Dock filled={second} hasPages={pages.length > 0} />} />
      ) : first && <Dock filled={first} hasPages={pages.length > 0} />}
      {byTouch && <Suspense fallback={<div className={css.touchKeys} />}><TouchKeys /></Suspense>}
    </section>
  )
}
