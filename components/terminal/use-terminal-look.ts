'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useSettings } from '../settings/settings-store.ts'
import type { ScreenLook } from './terminal-screen.ts'
import { terminalFont } from './fonts.ts'
import { terminalTheme } from './themes.ts'

/** How terminals look by the learner's settings and the page's theme. */
export function useTerminalLook(): ScreenLook {
  const { terminalTheme: name, fontSize, fontName, screenReader, theme } = useSettings()
  const systemIsDark = useSystemIsDark()
  const pageIsDark = theme === 'system' ? systemIsDark : theme === 'dark'
  return useMemo(() => ({ ...terminalTheme(name, pageIsDark), fontSize, fontFamily: terminalFont(fontName), screenReader }), [name, pageIsDark, fontSize, fontName, screenReader])
}

const darkQuery = '(prefers-color-scheme: dark)'

function useSystemIsDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(darkQuery)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(darkQuery).matches,
    () => false,
  )
}
