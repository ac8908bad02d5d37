'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef } from 'react'
import { keyAction } from './key-action.ts'
import { hrefOf, neighbour, type PageRange } from './pages.ts'

export interface KeysInput {
  readonly range: PageRange
  readonly page: number
  readonly toTerminal: () => void
  readonly toTranscript: () => void
  readonly showKeys: () => void
}

/** Keys of the whole page: `g n`, `g p`, `g 3` for pages, `g t` or Ctrl+Shift+→ for the terminal, `g c` for the transcript, `?` for the list of keys. */
export function useKeys({ range, page, toTerminal, toTranscript, showKeys }: KeysInput): void {
  const router = useRouter()
  const before = useRef('')

  const press = useEffectEvent((event: KeyboardEvent) => {
    const action = keyAction(event, { before: before.current, typing: isTyping(event.target), leavable: isLeavable(event.target) })
    before.current = event.key
    if (!action) return
    event.preventDefault()
    if (action.kind === 'terminal') return toTerminal()
    if (action.kind === 'steps') return document.getElementById('steps')?.focus()
    if (action.kind === 'transcript') return toTranscript()
    if (action.kind === 'help') return showKeys()
    const by = action.kind === 'step' ? Math.min(action.number, range.steps) - page : action.by
    const goal = neighbour(range, page, by)
    if (goal !== undefined && goal !== page) router.push(hrefOf(range, goal))
  })

  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
}

function isLeavable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-leavable]') !== null
}
