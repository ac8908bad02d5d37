'use client'

import { PanelTop, Plus, Rows2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { useSettings } from '../settings/settings-store.ts'
import { IconButton } from '../ui/button.tsx'
import { SplitPane } from '../ui/split-pane.tsx'
import { phoneQuery, useMedia } from '../ui/use-media.ts'
import css from './dock.module.css'
import { PagePanel } from './page-panel.tsx'
import { StartingPanel } from './starting-panel.tsx'
import { isStackable, isStacked } from './layouts.ts'
import { rememberStacked } from './split-cookie.ts'
import { TabBar } from './tab-bar.tsx'
import { moveTo, neighbourOf, tabId, terminalKey, type FilledDock, type Tab } from './tabs.ts'
import { TerminalPanel } from './terminal-panel.tsx'
import { TerminalTools } from './terminal-tools.tsx'
import { useWorkspace } from './workspace-context.tsx'
import { frontTab } from './workspace-state.ts'

const EditorPanel = lazy(() => import('./editor-panel.tsx').then((module) => ({ default: module.EditorPanel })))
const TranscriptPanel = lazy(() => import('./transcript-panel.tsx').then((module) => ({ default: module.TranscriptPanel })))

const selectActive = (state: SessionState) => state.view?.activeTerminal
const selectReady = (state: SessionState) => state.view?.status.kind === 'ready'
const selectTerminals = (state: SessionState) => state.view?.terminals

/** A row of the work area: tabs, and behind each a terminal, a page or the editor. What was shown once stays alive. */
export function Dock({ filled, hasPages }: { filled: FilledDock; hasPages: boolean }) {
  const client = useSessionClient()
  const { scenario, state, dispatch, showTerminal } = useWorkspace()
  const active = useSession(selectActive)
  const ready = useSession(selectReady)
  const all = useSession(selectTerminals)
  const { dock, tabs } = filled
  const front = frontTab(tabs, state.recent, active ? terminalKey(active) : 'starting')
  const [renaming, setRenaming] = useState<string>()
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const frontKey = front?.key

  if (frontKey && !seen.has(frontKey)) setSeen(new Set([...seen, frontKey]))

  function show(tab: Tab): void {
    dispatch({ kind: 'show', key: tab.key })
    if (tab.kind === 'terminal') client.activate(tab.terminal.id)
  }

  function close(tab: Tab): void {
    if (tab.kind === 'page') dispatch({ kind: 'page-closed', key: tab.key })
    if (tab.kind === 'terminal') void client.tell('terminal:close', { terminal: tab.terminal.id })
  }

  function move(tab: Tab, to: Tab | undefined): void {
    if (tab.kind === 'terminal' && to?.kind === 'terminal' && all) void client.reorder(moveTo(all.map(({ id }) => id), tab.terminal.id, to.terminal.id))
  }

  async function openTerminal(): Promise<void> {
    const opened = await client.tell('terminal:open', {})
    if (opened) showTerminal(opened.id, { focus: true })
  }

  const takesTerminals = dock.takes.includes('terminal')
  const terminals = tabs.filter(({ kind }) => kind === 'terminal')
  return (
    <div className={css.dock}>
      <TabBar
        label={takesTerminals ? 'Terminals and pages' : dock.takes[0] === 'editor' ? 'Editor' : 'Pages'} tabs={tabs} front={front} rang={state.rang} renaming={renaming} panelId={panelId}
        onShow={show} onClose={close} onMove={move} onRenaming={(tab) => setRenaming(tab?.key)}
        onRename={(tab, name) => { if (tab.kind === 'terminal') void client.tell('terminal:rename', { terminal: tab.terminal.id, name }) }}
        tools={
          <>
            {takesTerminals && <IconButton small label="Open new terminal" icon={<Plus size={16} />} disabled={!ready} onClick={() => void openTerminal()} />}
            <div className={css.tools}>
              {front?.kind === 'terminal' && (
                <TerminalTools
                  terminal={front.terminal} order={terminals.flatMap((tab) => (tab.kind === 'terminal' ? [tab.terminal.id] : []))}
                  onMove={(by) => move(front, neighbourOf(tabs, front, by))} onRename={() => setRenaming(front.key)}
                />
              )}
              {isStackable(scenario.layout) && hasPages && dock.takes.includes('page') && <StackButton />}
            </div>
          </>
        }
      />
      <div className={css.body}>
        {tabs.filter(({ key }) => seen.has(key)).map((tab) => (
          <div
            key={tab.key} id={panelId(tab)} role="tabpanel" aria-labelledby={tabId(tab)} aria-hidden={tab.key !== frontKey}
            className={`${css.panel} ${tab.key === frontKey ? '' : css.behind}`}
          >
            <TabBody tab={tab} visible={tab.key === frontKey} />
          </div>
        ))}
      </div>
    </div>
  )
}

/** Puts pages above the terminals, so that a command and what it does are seen at once, or back among them. */
function StackButton() {
  const { scenario: { layout }, state, dispatch } = useWorkspace()
  const stacked = isStacked(layout, state.stacked)
  return (
    <span className={css.wide}>
      <IconButton
        label={stacked ? 'Pages and terminals in one row of tabs' : 'Pages above the terminals'} icon={stacked ? <PanelTop size={16} /> : <Rows2 size={16} />}
        onClick={() => {
          rememberStacked(!stacked)
          dispatch({ kind: 'stacked', on: !stacked })
        }}
      />
    </span>
  )
}

function TabBody({ tab, visible }: { tab: Tab; visible: boolean }) {
  if (tab.kind === 'terminal') return <TerminalBody terminal={tab.terminal} visible={visible} />
  if (tab.kind === 'page') return <PagePanel tab={tab} />
  if (tab.kind === 'starting') return <StartingPanel />
  return <Suspense><EditorPanel /></Suspense>
}

/** A terminal alone, or beside its transcript; on a phone above it. */
function TerminalBody({ terminal, visible }: { terminal: TerminalView; visible: boolean }) {
  const { transcript } = useSettings()
  const narrow = useMedia(phoneQuery)
  return (
    <div className={css.pair}>
      <SplitPane
        orientation={narrow ? 'vertical' : 'horizontal'} label="Resize terminal and transcript" initial={narrow ? 45 : 54} smallest={15} largest={85}
        first={<TerminalPanel terminal={terminal} visible={visible} />}
        second={transcript && visible && <Suspense fallback={<div className={css.beside} />}><div className={css.beside}><TranscriptPanel terminal={terminal} /></div></Suspense>}
      />
    </div>
  )
}

function panelId(tab: Tab): string {
  return `panel-${tab.key.replaceAll(/[^\w-]/g, '_')}`
}
