'use client'

import { lazy, Suspense, useId, useRef, useState, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import type { MenuItem } from './menu.tsx'
import css from './menu.module.css'

const loadMenu = () => import('./menu.tsx').then((module) => ({ default: module.Menu }))
const Menu = lazy(loadMenu)

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
  const prepare = (): void => void loadMenu()

  async function toggle(): Promise<void> {
    if (shown) return setShown(undefined)
    const [list] = await Promise.all([items(), loadMenu()])
    setShown(list)
  }

  function close(): void {
    setShown(undefined)
    button.current?.focus()
  }

  return (
    <span className={css.anchor}>
      <IconButton ref={button} label={label} icon={icon} aria-haspopup="menu" aria-expanded={shown !== undefined} aria-controls={shown ? id : undefined} onPointerEnter={prepare} onFocus={prepare} onClick={() => void toggle()} />
      {shown && <Suspense><Menu id={id} label={label} items={shown} onClose={close} /></Suspense>}
    </span>
  )
}
