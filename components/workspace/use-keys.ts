'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef } from 'react'
import { keyAction } from './key-action.ts'
import type { PageLink } from './pages.ts'

export interface KeysInput {
  readonly pages: readonly PageLink[]
  readonly page: PageLink | undefined
  readonly toTerminal: () => void
}

/** Keys of the whole page: `g n`, `g p`, `g 3` for pages, Ctrl+Shift+→ for the terminal. */
export function useKeys({ pages, page, toTerminal }: KeysInput): void {
  const router = useRouter()
  const before = useRef('')

  const press = useEffectEvent((event: KeyboardEvent) => {
    const action = keyAction(event, { before: before.current, typing: isTyping(event.target) })
    before.current = event.key
    if (!action) return
    event.preventDefault()
    if (action.kind === 'terminal') return toTerminal()
    const at = pages.findIndex(({ number }) => number === page?.number)
    const goal = action.kind === 'step' ? pages.find(({ kind, number }) => kind === 'step' && number === action.number) : pages[at + action.by]
    if (goal && goal !== page) router.push(goal.href)
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
