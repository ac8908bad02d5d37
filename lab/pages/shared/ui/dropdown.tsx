import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import css from './dropdown.module.css'

interface DropdownProps {
  /** What the button says. */
  readonly label: ComponentChildren
  /** Name of the button where its content does not tell enough. */
  readonly name?: string
  readonly align?: 'start' | 'end'
  readonly class?: string
  /** What drops down; `close` takes it away again. */
  readonly children: (close: () => void) => ComponentChildren
}

/** A button with a box below it that Escape, a click elsewhere and its own choices close. */
export function Dropdown({ label, name, align = 'start', class: className = 'button', children }: DropdownProps) {
  const [open, setOpen] = useState(false)
  const rootRef = useRef<HTMLDivElement>(null)
  const buttonRef = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return undefined
    const leave = (event: Event) => {
      if (event.target instanceof Node && !rootRef.current?.contains(event.target)) setOpen(false)
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      buttonRef.current?.focus()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('keydown', escape)
    }
  }, [open])

  return (
    <div class={css['dropdown']} ref={rootRef}>
      <button ref={buttonRef} type="button" class={className} aria-expanded={open} aria-label={name} onClick={() => setOpen(!open)}>{label}</button>
      {open && <div class={`${css['box'] ?? ''} ${align === 'end' ? (css['end'] ?? '') : ''}`}>{children(() => setOpen(false))}</div>}
    </div>
  )
}
