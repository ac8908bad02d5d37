'use client'

import { Settings as Gear } from 'lucide-react'
import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import css from './settings-button.module.css'

const loadPanel = () => import('./settings-panel.tsx').then((module) => ({ default: module.SettingsPanel }))
const SettingsPanel = lazy(loadPanel)

/** The learner's settings, kept in this browser. */
export function SettingsButton() {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return undefined
    const outside = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', outside, true)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      document.removeEventListener('keydown', escape)
    }
  }, [open])

  return (
    <span ref={box} className={css.anchor}>
      <IconButton ref={button} label="Settings" icon={<Gear size={17} />} aria-expanded={open} aria-controls={open ? id : undefined} onPointerEnter={() => void loadPanel()} onFocus={() => void loadPanel()} onClick={() => setOpen(!open)} />
      {open && <div id={id} className={css.panel} role="dialog" aria-label="Settings"><Suspense fallback={<div className={css.loading} />}><SettingsPanel /></Suspense></div>}
    </span>
  )
}
