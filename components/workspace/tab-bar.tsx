'use client'

import { AppWindow, FileCode2, SquareTerminal, X } from 'lucide-react'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import css from './dock.module.css'
import type { Tab } from './tabs.ts'

export interface TabBarProps {
  /** What the list of tabs is called. */
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly front: Tab | undefined
  /** Keys of tabs whose program rang the bell while nobody looked. */
  readonly rang: readonly string[]
  readonly panelId: (tab: Tab) => string
  readonly onShow: (tab: Tab) => void
  readonly onClose: (tab: Tab) => void
  readonly onRename: (tab: Tab, name: string) => void
  /** The tab was dragged in front of another. */
  readonly onMove: (tab: Tab, before: Tab) => void
  readonly tools?: ReactNode
}

const icons = { terminal: SquareTerminal, page: AppWindow, editor: FileCode2, starting: SquareTerminal } as const

/** Tabs of a dock: arrows walk, Delete closes, F2 or a double click renames, dragging reorders. */
export function TabBar({ label, tabs, front, rang, panelId, onShow, onClose, onRename, onMove, tools }: TabBarProps) {
  const [renaming, setRenaming] = useState<string>()
  const [dragged, setDragged] = useState<Tab>()

  function press(event: KeyboardEvent, tab: Tab, index: number): void {
    const goals: Readonly<Record<string, number>> = { ArrowRight: index + 1, ArrowLeft: index - 1 + tabs.length, Home: 0, End: tabs.length - 1 }
    const goal = goals[event.key]
    if (goal !== undefined) {
      const next = tabs[goal % tabs.length]
      if (!next) return
      event.preventDefault()
      onShow(next)
      document.getElementById(tabId(next))?.focus()
    }
    if (event.key === 'Delete' && isClosable(tab, tabs)) onClose(tab)
    if (event.key === 'F2' && tab.kind === 'terminal') setRenaming(tab.key)
  }

  return (
    <div className={css.bar}>
      <div className={css.tabs} role="tablist" aria-label={label}>
        {tabs.map((tab, index) => {
          const Icon = icons[tab.kind]
          const selected = tab.key === front?.key
          if (renaming === tab.key) {
            return <NameField key={tab.key} name={tab.title} onDone={(name) => { setRenaming(undefined); if (name) onRename(tab, name) }} />
          }
          return (
            <button
              key={tab.key} id={tabId(tab)} type="button" role="tab" aria-label={tab.title} aria-selected={selected} aria-controls={panelId(tab)}
              aria-describedby={`${tabId(tab)}-state`} data-href={tab.kind === 'page' ? tab.address : undefined} tabIndex={selected ? 0 : -1} className={css.tab}
              draggable={tab.kind === 'terminal'}
              onDragStart={() => setDragged(tab)} onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => { if (dragged?.kind === 'terminal' && tab.kind === 'terminal') event.preventDefault() }}
              onDrop={() => { if (dragged && dragged.key !== tab.key) onMove(dragged, tab) }}
              onClick={() => onShow(tab)} onKeyDown={(event) => press(event, tab, index)}
              onDoubleClick={() => { if (tab.kind === 'terminal') setRenaming(tab.key) }}
            >
              <Icon size={15} aria-hidden="true" />
              <span>{tab.title}</span>
              {tab.kind === 'terminal' && <span className={`${css.dot} ${dotOf(tab.terminal, rang.includes(tab.key))}`} />}
              {isClosable(tab, tabs) && (
                // For the mouse only: the Delete key and the menu do the same.
                <span className={css.close} aria-hidden="true" title="Close" onClick={(event) => { event.stopPropagation(); onClose(tab) }}>
                  <X size={13} />
                </span>
              )}
            </button>
          )
        })}
      </div>
      {tabs.map((tab) => <span key={tab.key} id={`${tabId(tab)}-state`} hidden>{describe(tab)}</span>)}
      {tools}
    </div>
  )
}

export function tabId(tab: Tab): string {
  return `tab-${tab.key.replaceAll(/[^\w-]/g, '_')}`
}

function NameField({ name, onDone }: { name: string; onDone: (name: string) => void }) {
  return (
    <input
      className={css.rename} aria-label="Name of the terminal" defaultValue={name} maxLength={60} ref={(field) => field?.select()}
      onBlur={(event) => onDone(event.target.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(event.currentTarget.value.trim())
        if (event.key === 'Escape') onDone('')
      }}
    />
  )
}

function isClosable(tab: Tab, tabs: readonly Tab[]): boolean {
  if (tab.kind === 'page') return tab.extra
  return tab.kind === 'terminal' && tabs.filter(({ kind }) => kind === 'terminal').length > 1
}

type TerminalOfTab = Extract<Tab, { kind: 'terminal' }>['terminal']

function dotOf({ state, command, lastExit }: TerminalOfTab, rang: boolean): string | undefined {
  if (rang) return css.bell
  if (state.kind === 'exited') return css.ended
  if (command !== undefined) return css.running
  return lastExit ? css.failed : undefined
}

function describe(tab: Tab): string | undefined {
  if (tab.kind !== 'terminal') return undefined
  const { state, command, lastExit } = tab.terminal
  if (state.kind === 'exited') return `shell ended with status ${state.code}`
  if (command) return `running ${command}`
  return lastExit ? `last command failed with exit code ${lastExit}` : undefined
}
