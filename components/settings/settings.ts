import { cleanFontName } from '../terminal/fonts.ts'
import { terminalThemeNames, type TerminalThemeName } from '../terminal/theme-names.ts'

export const pageThemes = ['system', 'light', 'dark'] as const
export type PageTheme = (typeof pageThemes)[number]

/** What a learner may set; kept in the browser, never sent. */
export interface Settings {
  readonly theme: PageTheme
  readonly terminalTheme: TerminalThemeName
  /** Of terminals, in CSS pixels; absent for the usual one. */
  readonly fontSize: number | undefined
  /** Font of terminals, by the name it is installed under; empty for the usual one. */
  readonly fontName: string
  /** Lets xterm write its screen out for screen readers as well. */
  readonly screenReader: boolean
  /** Shows what each terminal did as ordinary text beside it. */
  readonly transcript: boolean
}

export const settingsKey = 'rehearsal:settings'

export const defaultSettings: Settings = { theme: 'system', terminalTheme: 'match', fontSize: undefined, fontName: '', screenReader: false, transcript: false }

/** CSS pixels. A phone is held closer and has room for fewer characters. */
export const fontSizes = { smallest: 9, usual: 14, usualOnPhones: 12, largest: 28 } as const

/** Stored text → settings; whatever is missing or makes no sense falls back to its default. */
export function parseSettings(text: string | null): Settings {
  const stored = parseObject(text)
  return {
    theme: oneOf(pageThemes, stored.theme) ?? defaultSettings.theme,
    terminalTheme: oneOf(terminalThemeNames, stored.terminalTheme) ?? defaultSettings.terminalTheme,
    fontSize: typeof stored.fontSize === 'number' ? clampFontSize(stored.fontSize) : defaultSettings.fontSize,
    fontName: typeof stored.fontName === 'string' ? cleanFontName(stored.fontName) : defaultSettings.fontName,
    screenReader: stored.screenReader === true,
    transcript: stored.transcript === true,
  }
}

export function clampFontSize(size: number): number {
  if (!Number.isFinite(size)) return fontSizes.usual
  return Math.min(fontSizes.largest, Math.max(fontSizes.smallest, Math.round(size)))
}

function parseObject(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {}
  try {
    const value: unknown = JSON.parse(text)
    // A record of unknowns promises nothing about its fields; each is checked above.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    // Someone else's text under our key: the defaults stand.
    return {}
  }
}

function oneOf<T extends string>(list: readonly T[], value: unknown): T | undefined {
  return list.find((item) => item === value)
}
