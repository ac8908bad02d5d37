'use client'

import { useMemo } from 'react'
import { useSettings } from '../settings/settings-store.ts'
import { useFontSize } from '../settings/use-font-size.ts'
import { useMedia } from '../ui/use-media.ts'
import type { ScreenLook } from './terminal-screen.ts'
import { terminalFont } from './fonts.ts'
import { terminalTheme } from './themes.ts'

/** How terminals look by the learner's settings and the page's theme. */
export function useTerminalLook(): ScreenLook {
  const fontSize = useFontSize()
  const { terminalTheme: name, fontName, screenReader, theme } = useSettings()
  const systemIsDark = useMedia('(prefers-color-scheme: dark)')
  const pageIsDark = theme === 'system' ? systemIsDark : theme === 'dark'
  return useMemo(() => ({ ...terminalTheme(name, pageIsDark), fontSize, fontFamily: terminalFont(fontName), screenReader }), [name, pageIsDark, fontSize, fontName, screenReader])
}
