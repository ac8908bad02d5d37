'use client'

import { RotateCcw } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type MouseEvent } from 'react'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { changeSettings } from '../settings/settings-store.ts'
import { clampFontSize } from '../settings/settings.ts'
import type { Shortcut } from '../terminal/shortcuts.ts'
import type { TerminalScreen } from '../terminal/terminal-screen.ts'
import { useTerminalLook } from '../terminal/use-terminal-look.ts'
import { Button } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { LateTerminal } from './late-terminal.tsx'
import type { AskedLink } from './link-question.tsx'
import css from './terminal-panel.module.css'
import { terminalKey } from './tabs.ts'
import { useTerminalHandle } from './use-terminal-handle.ts'
import { useWorkspace } from './workspace-context.tsx'

const SearchBar = lazy(() => import('./search-bar.tsx').then((module) => ({ default: module.SearchBar })))
const LinkQuestion = lazy(() => import('./link-question.tsx').then((module) => ({ default: module.LinkQuestion })))

/** One terminal of the session on the screen: keys and output, copy and paste, search, and what to do when its shell ended. */
export function TerminalPanel({ terminal, visible }: { terminal: TerminalView; visible: boolean }) {
  const client = useSessionClient()
  const { focusWish, focusTaken, nonce, openAddress, dispatch } = useWorkspace()
  const look = useTerminalLook()
  const screen = useRef<TerminalScreen>(undefined)
  const [ready, setReady] = useState(false)
  const [menu, setMenu] = useState<{ readonly at: { readonly x: number; readonly y: number }; readonly items: readonly MenuItem[] }>()
  const [searching, setSearching] = useState(false)
  const [question, setQuestion] = useState<AskedLink>()
  const [bells, setBells] = useState(0)
  const { id, state } = terminal
  const ended = state.kind === 'exited'
  const handle = useTerminalHandle({ terminal: id, screen, find: useCallback(() => setSearching(true), []) })

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
    if (focusWish !== id || !ready || !visible) return
    screen.current?.focus()
    focusTaken()
  }, [focusWish, focusTaken, id, ready, visible])

  function type(data: string): void {
    if (!ended) client.input(id, data)
    else if (data === '\r') restart()
  }

  function restart(): void {
    void client.tell('terminal:restart', { terminal: id })
    screen.current?.focus()
  }

  const shortcuts: Readonly<Record<Shortcut, () => void>> = {
    copy: handle.copy,
    'copy-output': handle.copyOutput,
    // The browser pastes by itself.
    paste: () => undefined,
    search: handle.find,
    leave: () => document.getElementById('steps')?.focus(),
    larger: () => changeSettings({ fontSize: clampFontSize(look.fontSize + 1) }),
    smaller: () => changeSettings({ fontSize: clampFontSize(look.fontSize - 1) }),
    'usual-size': () => changeSettings({ fontSize: undefined }),
    'previous-command': () => handle.jump('previous'),
    'next-command': () => handle.jump('next'),
  }

  function rang(): void {
    if (visible) setBells((count) => count + 1)
    else dispatch({ kind: 'rang', key: terminalKey(id) })
  }

  async function openMenu(event: MouseEvent): Promise<void> {
    const at = { x: event.clientX, y: event.clientY }
    event.preventDefault()
    const { terminalMenu } = await import('./terminal-menu.tsx')
    setMenu({ at, items: terminalMenu(handle) })
  }

  function openLink({ address, hidden }: AskedLink): void {
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return client.notify('info', 'Only links to web pages can be opened from a terminal.')
    // A page of the learner's own machine, as it is written there, needs no question.
    if (hidden || !openAddress(address)) setQuestion({ address: new URL(address).href, hidden })
  }

  return (
    // The menu only repeats what keys and buttons do, so nothing is lost without a mouse.
    <div className={css.panel} onContextMenu={(event) => void openMenu(event)} role="presentation">
      {searching && <Suspense><SearchBar onFind={(text, direction) => screen.current?.find(text, direction) ?? Promise.resolve({ match: 0, of: 0 })} onClose={() => { setSearching(false); screen.current?.endFind(); screen.current?.focus() }} /></Suspense>}
      <LateTerminal
        fallback={<div className={css.empty} style={{ '--screen-ground': look.colours.background }} />}
        label={terminal.name} visible={visible} look={look} nonce={nonce} onReady={onReady} onData={type}
        onResize={(size) => client.resize(id, size)} onBell={rang} onShortcut={(shortcut) => shortcuts[shortcut]()} onLink={openLink}
      />
      {bells > 0 && <div key={bells} className={css.flash} aria-hidden="true" />}
      <div role="status">
        {ended && (
          <div className={css.ended}>
            <span className="visually-hidden">The shell ended with status {state.code}. Press Enter in the terminal to start a new one.</span>
            <Button onClick={restart}><RotateCcw size={15} aria-hidden="true" /> New shell</Button>
          </div>
        )}
      </div>
      {menu && <Menu label={`Actions in ${terminal.name}`} items={menu.items} at={menu.at} onClose={() => { setMenu(undefined); screen.current?.focus() }} />}
      {question && <Suspense><LinkQuestion link={question} onClose={() => setQuestion(undefined)} /></Suspense>}
      <Offline />
    </div>
  )
}

// While the line is down the screen is dimmed: what is typed waits and is not lost, but it does not show yet.
function Offline() {
  const offline = useSession(selectOffline)
  return offline ? <div className={css.offline} aria-hidden="true" /> : null
}

const selectOffline = (state: { readonly connection: string }): boolean => state.connection === 'offline' || state.connection === 'moved'
