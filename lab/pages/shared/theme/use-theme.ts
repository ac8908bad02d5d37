import { useEffect, useState } from 'preact/hooks'
import { storeTheme, type Theme } from './stored-theme.ts'

const systemDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** The theme on screen. */
function currentTheme(): Theme {
  const chosen = document.documentElement.dataset['theme']
  if (chosen === 'light' || chosen === 'dark') return chosen
  return systemDark.matches ? 'dark' : 'light'
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  storeTheme(theme)
  for (const listener of listeners) listener()
}

/** The theme on screen, followed: what is painted on a canvas does not change with the style sheet. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(currentTheme)
  useEffect(() => {
    const follow = () => setTheme(currentTheme())
    listeners.add(follow)
    systemDark.addEventListener('change', follow)
    return () => {
      listeners.delete(follow)
      systemDark.removeEventListener('change', follow)
    }
  }, [])
  return theme
}
