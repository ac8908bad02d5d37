'use client'

import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type ReactNode } from 'react'
import css from './menu.module.css'

export interface MenuItem {
  readonly label: string
  readonly icon?: ReactNode
  /** A key that does the same. */
  readonly hint?: string
  readonly danger?: boolean
  readonly disabled?: boolean
  /** A line above it. */
  readonly ruled?: boolean
  readonly onSelect: () => void
}

export interface MenuProps {
  readonly id?: string
  readonly label: string
  readonly items: readonly MenuItem[]
  /** Where a context menu stands, in CSS pixels of the window. */
  readonly at?: { readonly x: number; readonly y: number }
  readonly onClose: () => void
}

/** The open list: arrows walk, Escape and a click elsewhere close. */
export function Menu({ id, label, items, at, onClose }: MenuProps) {
  const list = useRef<HTMLDivElement>(null)
  const close = useEffectEvent(onClose)

  useEffect(() => {
    itemsIn(list.current)[0]?.focus()
    const outside = (event: Event): void => {
      if (event.target instanceof Node && list.current?.parentElement?.contains(event.target)) return
      close()
    }
    document.addEventListener('pointerdown', outside, true)
    return () => document.removeEventListener('pointerdown', outside, true)
  }, [])

  function press(event: KeyboardEvent): void {
    const all = itemsIn(list.current)
    const here = all.findIndex((item) => item === document.activeElement)
    const goals: Readonly<Record<string, number>> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    const goal = goals[event.key]
    if (goal === undefined) return
    event.preventDefault()
    all[(goal + all.length) % all.length]?.focus()
  }

  return (
    <div ref={list} id={id} role="menu" aria-label={label} tabIndex={-1} className={`${css.menu} ${at ? css.atPoint : ''}`} style={at ? placeAt(at, items.length) : undefined} onKeyDown={press}>
      {items.map(({ label: text, icon, hint, danger, disabled, ruled, onSelect }) => (
        <div key={text} role="none">
          {ruled && <hr className={css.rule} />}
          <button
            type="button" role="menuitem" tabIndex={-1} disabled={disabled} className={`${css.item} ${danger ? css.danger : ''}`}
            onClick={() => { onClose(); onSelect() }}
          >
            {icon}
            <span>{text}</span>
            {hint && <span className={css.hint} aria-hidden="true">{hint}</span>}
          </button>
        </div>
      ))}
    </div>
  )
}

// Heights are of the style sheet: an item of 34 px and the frame.
function placeAt({ x, y }: { readonly x: number; readonly y: number }, count: number) {
  return { left: Math.max(4, Math.min(x, window.innerWidth - 240)), top: Math.max(4, Math.min(y, window.innerHeight - count * 36 - 20)) }
}

function itemsIn(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)') ?? [])]
}
