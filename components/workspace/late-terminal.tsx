'use client'

import { createElement, useEffect, useState, type ComponentType, type ReactNode } from 'react'
import type { TerminalProps } from '../terminal/terminal.tsx'

type TerminalComponent = ComponentType<TerminalProps>

let loaded: TerminalComponent | undefined
let loading: Promise<TerminalComponent> | undefined

/** Fetches the code of terminals, once. On the server it does nothing: there is no terminal to be drawn. */
export function preloadTerminal(): void {
  // Whoever needs it asks again and hears why it failed.
  if (typeof window !== 'undefined') load().catch(() => undefined)
}

/**
 * A terminal as soon as its code is there. Not `lazy`: for up to 300 ms React holds back what it shows in place of a fallback, and
 * somebody waits for a prompt.
 * @throws when the code cannot be had, so that the nearest error boundary tells
 */
export function LateTerminal({ fallback, ...props }: TerminalProps & { readonly fallback: ReactNode }) {
  const [component, setComponent] = useState(() => loaded)
  const [failure, setFailure] = useState<{ readonly error: unknown }>()
  useEffect(() => {
    if (component) return undefined
    let left = false
    load().then(
      (made) => { if (!left) setComponent(() => made) },
      (error: unknown) => { if (!left) setFailure({ error }) },
    )
    return () => { left = true }
  }, [component])
  if (failure) throw failure.error
  return component ? createElement(component, props) : fallback
}

function load(): Promise<TerminalComponent> {
  loading ??= import('../terminal/terminal.tsx').then(
    ({ Terminal }) => (loaded = Terminal),
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  return loading
}
