'use client'

import { useId, useRef, useState, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { Menu, type MenuItem } from './menu.tsx'
import css from './menu.module.css'

export interface MenuButtonProps {
  readonly label: string
  readonly icon: ReactNode
  /** Asked each time the list opens; what it needs may come in only then. */
  readonly items: () => readonly MenuItem[] | Promise<readonly MenuItem[]>
}

/** A button that opens a list of actions. */
export function MenuButton({ label, icon, items }: MenuButtonProps) {
  const [shown, setShown] = useState<readonly MenuItem[]>()
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  async function toggle(): Promise<void> {
    if (shown) return setShown(undefined)
    try {
      setShown(await items())
    } catch (error) {
      console.error(error)
      // The server is away, or has another build than this page.
      setShown([{ label: 'This could not be loaded. Reload the page', onSelect: () => location.reload() }])
    }
  }

  function close(): void {
    setShown(undefined)
    button.current?.focus()
  }

  return (
    <span className={css.anchor}>
      <IconButton ref={button} label={label} icon={icon} aria-haspopup="menu" aria-expanded={shown !== undefined} aria-controls={shown ? id : undefined} onClick={() => void toggle()} />
      {shown && <Menu id={id} label={label} items={shown} onClose={close} />}
    </span>
  )
}
