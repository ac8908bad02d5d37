'use client'

import { Keyboard, Minus, Monitor, Moon, Plus, Sun } from 'lucide-react'
import { useId, useState } from 'react'
import { cleanFontName, knownFonts } from '../terminal/fonts.ts'
import { terminalThemeLabels, terminalThemeNames } from '../terminal/theme-names.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import css from './settings-button.module.css'
import { changeSettings, useSettings } from './settings-store.ts'
import { clampFontSize, fontSizes, pageThemes, type PageTheme } from './settings.ts'
import { useFontSize } from './use-font-size.ts'

const themes: Readonly<Record<PageTheme, { label: string; Icon: typeof Sun }>> = {
  system: { label: 'System', Icon: Monitor }, light: { label: 'Light', Icon: Sun }, dark: { label: 'Dark', Icon: Moon },
}

/** Theme, terminal colours, font and size, and the keys. */
export function SettingsPanel() {
  const fontSize = useFontSize()
  const { theme, terminalTheme, fontName, screenReader } = useSettings()
  const [keys, setKeys] = useState(false)
  const selectId = useId()
  const fontId = useId()
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
      <div className={css.field}>
        <label className={css.label} htmlFor={fontId}>Terminal font</label>
        <input
          id={fontId} className={css.select} list={`${fontId}-known`} placeholder="Usual" value={fontName} autoComplete="off" spellCheck={false}
          onChange={(event) => changeSettings({ fontName: cleanFontName(event.target.value) })}
        />
        <datalist id={`${fontId}-known`}>{knownFonts.map((name) => <option key={name} value={name}>{name}</option>)}</datalist>
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
      <Button onClick={() => setKeys(true)}><Keyboard size={16} aria-hidden="true" /> All keys</Button>
      {keys && <KeysDialog onClose={() => setKeys(false)} />}
    </>
  )
}
