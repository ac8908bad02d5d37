'use client'

import { Minus, Monitor, Moon, Plus, Settings as Gear, Sun } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { terminalThemeLabels, terminalThemeNames } from '../terminal/theme-names.ts'
import { IconButton } from '../ui/button.tsx'
import css from './settings-button.module.css'
import { changeSettings, useSettings } from './settings-store.ts'
import { clampFontSize, fontSizes, pageThemes, type PageTheme } from './settings.ts'

const themes: Readonly<Record<PageTheme, { label: string; Icon: typeof Sun }>> = {
  system: { label: 'System', Icon: Monitor }, light: { label: 'Light', Icon: Sun }, dark: { label: 'Dark', Icon: Moon },
}

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
      <IconButton ref={button} label="Settings" icon={<Gear size={17} />} aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)} />
      {open && <div id={id} className={css.panel} role="dialog" aria-label="Settings"><Fields /></div>}
    </span>
  )
}

function Fields() {
  const { theme, terminalTheme, fontSize, screenReader } = useSettings()
  const selectId = useId()
  return (
    <>
      <fieldset className={css.field}>
        <legend className={css.label}>Theme</legend>
        <div className={css.segments}>
          {pageThemes.map((name) => {
            const { label, Icon } = themes[name]
            return (
              <label key={name} className={css.segment}>
                <input type="radio" name="theme" value={name} checked={theme === name} onChange={() => changeSettings({ theme: name })} />
                <span><Icon size={14} aria-hidden="true" />{label}</span>
              </label>
            )
          })}
        </div>
      </fieldset>
      <div className={css.field}>
        <label className={css.label} htmlFor={selectId}>Terminal colours</label>
        <select
          id={selectId} className={css.select} value={terminalTheme}
          onChange={(event) => changeSettings({ terminalTheme: terminalThemeNames.find((name) => name === event.target.value) ?? 'match' })}
        >
          {terminalThemeNames.map((name) => <option key={name} value={name}>{terminalThemeLabels[name]}</option>)}
        </select>
      </div>
      <div className={css.field} role="group" aria-label="Terminal text size">
        <span className={css.label}>Terminal text size</span>
        <div className={css.size}>
          <IconButton label="Smaller text" icon={<Minus size={16} />} disabled={fontSize <= fontSizes.smallest} onClick={() => changeSettings({ fontSize: clampFontSize(fontSize - 1) })} />
          <output aria-live="polite">{fontSize} px</output>
          <IconButton label="Larger text" icon={<Plus size={16} />} disabled={fontSize >= fontSizes.largest} onClick={() => changeSettings({ fontSize: clampFontSize(fontSize + 1) })} />
        </div>
      </div>
      <label className={css.check}>
        <input type="checkbox" checked={screenReader} onChange={(event) => changeSettings({ screenReader: event.target.checked })} />
        <span>Screen reader mode<small>The terminal reads its lines out. The transcript is often the better way.</small></span>
      </label>
      <div className={css.keys}>
        <kbd>Ctrl+Shift+←</kbd><span>leave the terminal for the steps</span>
        <kbd>Ctrl+Shift+→</kbd><span>go to the terminal</span>
        <kbd>g n, g p, g 3</kbd><span>next, previous, third step</span>
        <kbd>Ctrl+Shift+F</kbd><span>find in the terminal</span>
        <kbd>Ctrl+Shift+C / V</kbd><span>copy, paste</span>
      </div>
    </>
  )
}
