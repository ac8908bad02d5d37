'use client'

import { AppWindow, FileCode2, SquareTerminal, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import css from './dock.module.css'
import { describeTab, TabState } from './tab-state.tsx'
import { isClosable, neighbourOf, tabId, type Tab } from './tabs.ts'

export interface TabBarProps {
  /** What the list of tabs is called. */
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly front: Tab | undefined
  /** Keys of tabs whose program rang the bell while nobody looked. */
  readonly rang: readonly string[]
  /** Key of the tab whose name is being written. */
  readonly renaming: string | undefined
  readonly panelId: (tab: Tab) => string
  readonly onShow: (tab: Tab) => void
  readonly onClose: (tab: Tab) => void
  /** Begin or, without a tab, leave off writing a name. */
  readonly onRenaming: (tab: Tab | undefined) => void
  readonly onRename: (tab: Tab, name: string) => void
  /** The tab is to take the other's place. */
  readonly onMove: (tab: Tab, to: Tab) => void
  readonly tools?: ReactNode
}

const icons = { terminal: SquareTerminal, page: AppWindow, editor: FileCode2, starting: SquareTerminal } as const

/** Tabs of a dock: arrows walk, Shift with an arrow moves, Delete closes, F2 or a double click renames, dragging reorders. */
export function TabBar({ label, tabs, front, rang, renaming, panelId, onShow, onClose, onRenaming, onRename, onMove, tools }: TabBarProps) {
  const [dragged, setDragged] = useState<Tab>()
  const [over, setOver] = useState<string>()
  const list = useRef<HTMLDivElement>(null)
  const holdFocus = useMovedFocus(tabs)
  const frontKey = front?.key

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [frontKey])

  function press(event: KeyboardEvent, tab: Tab, index: number): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined
    if (by !== undefined && event.shiftKey) {
      const to = neighbourOf(tabs, tab, by)
      event.preventDefault()
      if (to) holdFocus(tab)
      if (to) onMove(tab, to)
      return
    }
    const goal = by !== undefined ? (index + by + tabs.length) % tabs.length : event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : undefined
    const next = goal === undefined ? undefined : tabs[goal]
    if (next) {
      event.preventDefault()
      onShow(next)
      document.getElementById(tabId(next))?.focus()
    }
    if (event.key === 'Delete' && isClosable(tab, tabs)) {
      const beside = tabs[index - 1] ?? tabs[index + 1]
      if (beside) holdFocus(beside)
      onClose(tab)
    }
    if (event.key === 'F2' && tab.kind === 'terminal') onRenaming(tab)
  }

  function drop(to: Tab): void {
    setOver(undefined)
    if (dragged && dragged.key !== to.key) onMove(dragged, to)
  }

  return (
    <div className={css.bar}>
      <div ref={list} className={css.tabs} role="tablist" aria-label={label}>
        {tabs.map((tab, index) => {
          const Icon = icons[tab.kind]
          const selected = tab.key === frontKey
          if (renaming === tab.key) return <NameField key={tab.key} name={tab.title} onDone={(name) => { onRenaming(undefined); if (name) onRename(tab, name) }} />
          return (
            <button
              key={tab.key} id={tabId(tab)} type="button" role="tab" aria-label={tab.title} aria-selected={selected} aria-controls={panelId(tab)}
              aria-describedby={`${tabId(tab)}-state`} aria-keyshortcuts={tab.kind === 'terminal' ? 'F2 Delete Shift+ArrowLeft Shift+ArrowRight' : undefined}
              data-href={tab.kind === 'page' ? tab.address : undefined} data-over={over === tab.key || undefined} tabIndex={selected ? 0 : -1} className={css.tab}
              title={describeTab(tab) ?? tab.title} draggable={tab.kind === 'terminal'}
              onDragStart={() => setDragged(tab)} onDragEnd={() => { setDragged(undefined); setOver(undefined) }}
              onDragOver={(event) => {
                if (dragged?.kind !== 'terminal' || tab.kind !== 'terminal') return
                event.preventDefault()
                setOver(tab.key)
              }}
              onDragLeave={() => setOver(undefined)} onDrop={() => drop(tab)}
              onClick={() => onShow(tab)} onKeyDown={(event) => press(event, tab, index)}
              onDoubleClick={() => { if (tab.kind === 'terminal') onRenaming(tab) }}
            >
              <Icon size={15} aria-hidden="true" />
              <span className={css.name}>{tab.title}</span>
              {tab.kind === 'terminal' && <TabState terminal={tab.terminal} rang={rang.includes(tab.key)} />}
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
      {tabs.map((tab) => <span key={tab.key} id={`${tabId(tab)}-state`} hidden>{[describeTab(tab), rang.includes(tab.key) && 'rang the bell'].filter(Boolean).join(', ')}</span>)}
      {tools}
    </div>
  )
}

/** A tab that is put elsewhere or closed loses the focus on the way; the returned function says which is to have it. */
function useMovedFocus(tabs: readonly Tab[]): (tab: Tab) => void {
  const held = useRef<string>(undefined)
  const order = tabs.map(({ key }) => key).join(' ')
  // Before the browser hands out the next key.
  useLayoutEffect(() => {
    if (held.current) document.getElementById(held.current)?.focus()
    held.current = undefined
  }, [order])
  return (tab) => { held.current = tabId(tab) }
}

function NameField({ name, onDone }: { name: string; onDone: (name: string) => void }) {
  return (
    <input
      className={css.rename} aria-label="Name of the terminal" defaultValue={name} maxLength={60} ref={takeFocus}
      onBlur={(event) => onDone(event.target.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(event.currentTarget.value.trim())
        if (event.key === 'Escape') onDone('')
      }}
    />
  )
}

function takeFocus(field: HTMLInputElement | null): void {
  field?.focus()
  field?.select()
}
