'use client'

import { BookOpenText, SquareTerminal } from 'lucide-react'
import { useSelectedLayoutSegment } from 'next/navigation'
import { lazy, Suspense, useCallback, useEffect, useMemo, useReducer, useState, type ReactNode } from 'react'
import { SessionProvider, useSession, useSessionClient } from '../session/session-provider.tsx'
import { isReady, type SessionState } from '../session/session-state.ts'
import { changeSettings } from '../settings/settings-store.ts'
import { documentNonce } from '../ui/document-nonce.ts'
import { SplitPane } from '../ui/split-pane.tsx'
import { goalOf } from './addresses.ts'
import { Banner } from './banner.tsx'
import { preloadTerminal } from './late-terminal.tsx'
import { docksOf } from './layouts.ts'
import { Notices } from './notices.tsx'
import { endsOf, kindOf, numberAt } from './pages.ts'
import { preloadParts } from './preload-parts.ts'
import { portsFragment } from './session-addresses.ts'
import { rememberSplit } from './split-cookie.ts'
import { terminalKey } from './tabs.ts'
import type { TerminalHandles } from './terminal-handle.ts'
import { TopBar } from './top-bar.tsx'
import { useKeys } from './use-keys.ts'
import { usePageTabs } from './use-page-tabs.ts'
import { WorkArea } from './work-area.tsx'
import { WorkspaceContext, type Workspace as WorkspaceValue, type WorkspaceScenario } from './workspace-context.tsx'
import { initialWorkspace, workspaceReducer } from './workspace-state.ts'
import css from './workspace.module.css'

const KeysDialog = lazy(() => import('../settings/keys-dialog.tsx').then((module) => ({ default: module.KeysDialog })))
const PortsDialog = lazy(() => import('./ports-dialog.tsx').then((module) => ({ default: module.PortsDialog })))

export interface WorkspaceProps {
  readonly scenario: WorkspaceScenario
  /** How the learner left the workspace: width of the steps in percent, and pages above the terminals or among them. */
  readonly view: { readonly split: number; readonly stacked: boolean | undefined }
  /** The page that is read. */
  readonly children: ReactNode
}

/** The steps beside the machine. Lives as long as the learner stays in the scenario: pages change, terminals stay. */
export function Workspace({ scenario, ...rest }: WorkspaceProps) {
  const known = numberAt(scenario.range, useSelectedLayoutSegment() ?? undefined)
  // A page that is not there says so itself, beside the machine as it is.
  const page = known ?? endsOf(scenario.range).first
  const needsMachine = kindOf(scenario.range, page) !== 'intro'
  return (
    <SessionProvider key={scenario.slug} scenario={scenario.slug} atOnce={needsMachine && known !== undefined}>
      <Shell scenario={scenario} page={page} needsMachine={needsMachine} {...rest} />
    </SessionProvider>
  )
}

const selectStarted = (state: SessionState): boolean => state.connection !== 'idle'
const selectActive = (state: SessionState) => state.view?.activeTerminal
const selectAddresses = (state: SessionState) => state.view?.addresses

function Shell({ scenario, page, needsMachine, view, children }: WorkspaceProps & { readonly page: number; readonly needsMachine: boolean }) {
  const client = useSessionClient()
  const [state, dispatch] = useReducer(workspaceReducer, { ...initialWorkspace, stacked: view.stacked })
  const [focusWish, setFocusWish] = useState<string>()
  const [nonce] = useState(documentNonce)
  const [handles] = useState((): TerminalHandles => new Map())
  const addresses = useSession(selectAddresses)
  const started = useSession(selectStarted)
  const active = useSession(selectActive)
  const pages = usePageTabs(scenario.dashboards, state.extraPages)

  const openAddress = useCallback((address: string): boolean => {
    if (address.endsWith(portsFragment)) {
      dispatch({ kind: 'ports', open: true })
      return true
    }
    const goal = goalOf(address, pages, addresses)
    if (goal.kind === 'tab') dispatch({ kind: 'page-sent', key: goal.key, address })
    if (goal.kind === 'new-tab') dispatch({ kind: 'page-opened', tab: goal.tab })
    return goal.kind !== 'outside'
  }, [pages, addresses])

  const showTerminal = useCallback((terminal: string, { focus }: { readonly focus: boolean }): void => {
    dispatch({ kind: 'ran', key: terminalKey(terminal) })
    client.activate(terminal)
    if (focus) setFocusWish(terminal)
  }, [client])

  const value = useMemo((): WorkspaceValue => (
    { scenario, state, dispatch, page, openAddress, showTerminal, focusWish, focusTaken: () => setFocusWish(undefined), handles, nonce }
  ), [scenario, state, page, openAddress, showTerminal, focusWish, handles, nonce])

  useKeys({
    range: scenario.range, page,
    toTerminal: () => { if (active) showTerminal(active, { focus: true }) },
    toTranscript: () => {
      changeSettings({ transcript: true })
      dispatch({ kind: 'transcript-wanted', on: true })
    },
    showKeys: () => dispatch({ kind: 'keys', open: true }),
  })

  const ready = useSession(isReady)
  useEffect(() => (ready ? preloadParts() : undefined), [ready])

  const hasWork = (started || needsMachine) && (docksOf(scenario.layout).length > 0 || state.ranSomething || state.editorOpen)
  if (hasWork) preloadTerminal()
  const side = <div className={css.reading}>{children}</div>
  return (
    <WorkspaceContext value={value}>
      <div className={css.shell} data-pane={hasWork ? state.pane : 'steps'}>
        <a className="skip-link" href="#steps">Skip to the steps</a>
        <TopBar />
        <Banner />
        <main className={css.area}>
          {hasWork ? (
            <div className={css.halves}>
              <SplitPane orientation="horizontal" label="Resize steps and workspace" initial={view.split} smallest={22} largest={75} onChange={rememberSplit} first={side} second={<WorkArea pages={pages} />} />
            </div>
          ) : side}
        </main>
        {hasWork && (
          <div className={css.switch} role="group" aria-label="What to show">
            <button type="button" aria-pressed={state.pane === 'steps'} onClick={() => dispatch({ kind: 'pane', pane: 'steps' })}><BookOpenText size={17} aria-hidden="true" /> Steps</button>
            <button type="button" aria-pressed={state.pane === 'work'} onClick={() => dispatch({ kind: 'pane', pane: 'work' })}><SquareTerminal size={17} aria-hidden="true" /> Terminal</button>
          </div>
        )}
        <Notices />
        {state.portsOpen && <Suspense><PortsDialog /></Suspense>}
        {state.keysOpen && <Suspense><KeysDialog onClose={() => dispatch({ kind: 'keys', open: false })} /></Suspense>}
      </div>
    </WorkspaceContext>
  )
}
