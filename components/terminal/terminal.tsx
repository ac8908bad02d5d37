'use client'

import '@xterm/xterm/css/xterm.css'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { TerminalScreen, type ScreenEvents, type ScreenLook } from './terminal-screen.ts'
import css from './terminal.module.css'

export interface TerminalProps extends Omit<ScreenEvents, 'onBusy'> {
  /** Name of the terminal, for screen readers. */
  readonly label: string
  /** In front and to be seen: only then, and once it printed much, does it use the graphics card. */
  readonly visible: boolean
  readonly look: ScreenLook
  readonly nonce: string | undefined
  /** The screen is there; the returned function is called before it goes. */
  readonly onReady: (screen: TerminalScreen) => () => void
}

/** Time for a drag of a divider to come to rest before programs hear of a new size. */
const fitDelayMs = 60

/** An xterm in the page. Knows no session: it hands its screen out and tells what was typed. */
export function Terminal({ label, visible, look, nonce, ...events }: TerminalProps) {
  const box = useRef<HTMLDivElement>(null)
  const screen = useRef<TerminalScreen>(undefined)
  const firstLook = useRef(look)
  const [busy, setBusy] = useState(false)
  const ready = useEffectEvent(events.onReady)
  const typed = useEffectEvent(events.onData)
  const resized = useEffectEvent(events.onResize)
  const rang = useEffectEvent(events.onBell)
  const pressed = useEffectEvent(events.onShortcut)
  const followed = useEffectEvent(events.onLink)

  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const made = new TerminalScreen({
      element, nonce, look: firstLook.current, blink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      onData: (data) => typed(data),
      onResize: (size) => resized(size),
      onBell: () => rang(),
      onShortcut: (shortcut) => pressed(shortcut),
      onBusy: () => setBusy(true),
      onLink: (link) => followed(link),
    })
    screen.current = made
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new ResizeObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(() => made.fit(), fitDelayMs)
    })
    observer.observe(element)
    const leave = ready(made)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
      leave()
      made.dispose()
      screen.current = undefined
    }
  }, [nonce])

  useEffect(() => screen.current?.setLook(look), [look])

  useEffect(() => screen.current?.setLabel(`${label}: type commands here. Control Shift Left Arrow leaves the terminal.`), [label])

  useEffect(() => {
    if (!visible) return undefined
    screen.current?.fit()
  }, [visible])

  useEffect(() => {
    // A phone's battery and its page weight are worth more than its frame rate.
    if (!visible || !busy || matchMedia('(pointer: coarse)').matches) return undefined
    let ended = false
    let release: (() => void) | undefined
    void screen.current?.useGraphicsCard().then((giveBack) => {
      if (ended) giveBack()
      else release = giveBack
    })
    return () => {
      ended = true
      release?.()
    }
  }, [visible, busy])

  return (
    <div className={css.terminal} style={{ '--screen-ground': look.colours.background }} role="group" aria-label={label}>
      <div ref={box} className={css.screen} />
    </div>
  )
}
