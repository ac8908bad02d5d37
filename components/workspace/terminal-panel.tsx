'use client'

import { ClipboardCopy, ClipboardPaste, Eraser, Search, TextSelect } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type MouseEvent } from 'react'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { changeSettings } from '../settings/settings-store.ts'
import { clampFontSize, defaultSettings } from '../settings/settings.ts'
import type { Shortcut } from '../terminal/shortcuts.ts'
import type { TerminalScreen } from '../terminal/terminal-screen.ts'
import { useTerminalLook } from '../terminal/use-terminal-look.ts'
import { copyText, readClipboard } from '../ui/clipboard.ts'
import { Button } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { LinkQuestion } from './link-question.tsx'
import { SearchBar } from './search-bar.tsx'
import css from './terminal-panel.module.css'
import { terminalKey } from './tabs.ts'
import { useWorkspace } from './workspace-context.tsx'

const Terminal = lazy(() => import('../terminal/terminal.tsx').then((module) => ({ default: module.Terminal })))

/** One terminal of the session on the screen: keys and output, copy and paste, search, and the line that says it ended. */
export function TerminalPanel({ terminal, visible }: { terminal: TerminalView; visible: boolean }) {
  const client = useSessionClient()
  const { focusWish, nonce, openAddress, dispatch } = useWorkspace()
  const look = useTerminalLook()
  const screen = useRef<TerminalScreen>(undefined)
  const [ready, setReady] = useState(false)
  const [menu, setMenu] = useState<{ x: number; y: number }>()
  const [searching, setSearching] = useState(false)
  const [question, setQuestion] = useState<string>()
  const { id, state } = terminal
  const ended = state.kind === 'exited'

  const onReady = useCallback((made: TerminalScreen) => {
    screen.current = made
    const unlink = client.link(id, made, made.size)
    setReady(true)
    return () => {
      unlink()
      screen.current = undefined
    }
  }, [client, id])

  useEffect(() => {
    if (focusWish.terminal === id && ready && visible) screen.current?.focus()
  }, [focusWish, id, ready, visible])

  function type(data: string): void {
    if (!ended) client.input(id, data)
    else if (data === '\r') void client.tell('terminal:restart', { terminal: id })
  }

  async function copy(): Promise<void> {
    const text = screen.current?.selection()
    if (!text) return client.notify('info', 'Select some text in the terminal first, then copy it.')
    if (!(await copyText(text))) client.notify('warning', 'The browser did not allow copying.')
    screen.current?.focus()
  }

  async function paste(): Promise<void> {
    const text = await readClipboard()
    if (text === undefined) client.notify('info', 'The browser does not let a page read the clipboard. Press Ctrl+Shift+V in the terminal.')
    else screen.current?.paste(text)
    screen.current?.focus()
  }

  const shortcuts: Readonly<Record<Shortcut, () => void>> = {
    copy: () => void copy(),
    // The browser pastes by itself.
    paste: () => undefined,
    search: () => setSearching(true),
    leave: () => document.getElementById('steps')?.focus(),
    larger: () => changeSettings({ fontSize: clampFontSize(look.fontSize + 1) }),
    smaller: () => changeSettings({ fontSize: clampFontSize(look.fontSize - 1) }),
    'usual-size': () => changeSettings({ fontSize: defaultSettings.fontSize }),
    'previous-command': () => screen.current?.jump('previous'),
    'next-command': () => screen.current?.jump('next'),
  }

  const items: readonly MenuItem[] = [
    { label: 'Copy', icon: <ClipboardCopy size={16} />, hint: 'Ctrl+Shift+C', onSelect: () => void copy() },
    { label: 'Paste', icon: <ClipboardPaste size={16} />, hint: 'Ctrl+Shift+V', onSelect: () => void paste() },
    { label: 'Select all', icon: <TextSelect size={16} />, onSelect: () => screen.current?.selectAll() },
    { label: 'Find', icon: <Search size={16} />, hint: 'Ctrl+Shift+F', ruled: true, onSelect: () => setSearching(true) },
    { label: 'Clear', icon: <Eraser size={16} />, onSelect: () => screen.current?.clear() },
  ]

  function openMenu(event: MouseEvent): void {
    event.preventDefault()
    setMenu({ x: event.clientX, y: event.clientY })
  }

  function openLink({ address, hidden }: { readonly address: string; readonly hidden: boolean }): void {
    if (!/^https?:\/\//i.test(address)) return client.notify('info', 'Only links to web pages can be opened from a terminal.')
    if (hidden) setQuestion(address)
    else if (!openAddress(address)) window.open(address, '_blank', 'noopener,noreferrer')
  }

  return (
    // The menu only repeats what keys and buttons do, so nothing is lost without a mouse.
    <div className={css.panel} onContextMenu={openMenu} role="presentation">
      {searching && <SearchBar onFind={(text, direction) => screen.current?.find(text, direction) ?? Promise.resolve(false)} onClose={() => { setSearching(false); screen.current?.endFind(); screen.current?.focus() }} />}
      <Suspense fallback={<div className={css.empty} style={{ '--screen-ground': look.colours.background }} />}>
        <Terminal
          label={terminal.name} visible={visible} look={look} nonce={nonce} onReady={onReady} onData={type}
          onResize={(size) => client.resize(id, size)} onBell={() => { if (!visible) dispatch({ kind: 'rang', key: terminalKey(id) }) }} onShortcut={(shortcut) => shortcuts[shortcut]()} onLink={openLink}
        />
      </Suspense>
      {ended && <EndedLine code={state.code} onRestart={() => { void client.tell('terminal:restart', { terminal: id }); screen.current?.focus() }} />}
      {menu && <Menu label={`Actions in ${terminal.name}`} items={items} at={menu} onClose={() => { setMenu(undefined); screen.current?.focus() }} />}
      {question && <LinkQuestion address={question} onClose={() => setQuestion(undefined)} />}
      <Pressure />
    </div>
  )
}

function EndedLine({ code, onRestart }: { code: number; onRestart: () => void }) {
  return (
    <div className={css.ended} role="status">
      <span>The shell ended with status {code}. Press Enter to start a new one.</span>
      <Button onClick={onRestart}>New shell</Button>
    </div>
  )
}

// While the line is down the screen is dimmed: what is typed waits and is not lost, but it does not show yet.
function Pressure() {
  const offline = useSession(selectOffline)
  return offline ? <div className={css.offline} aria-hidden="true" /> : null
}

const selectOffline = (state: { readonly connection: string }): boolean => state.connection === 'offline' || state.connection === 'moved'
