'use client'

import { useCallback, useSyncExternalStore } from 'react'

/** Screens that show one half of the workspace at a time; the style sheets have the same number. */
export const phoneQuery = '(max-width: 767px)'

/** Whether a media query holds now; false while the page is rendered on the server. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback((listener: () => void) => {
    const media = matchMedia(query)
    media.addEventListener('change', listener)
    return () => media.removeEventListener('change', listener)
  }, [query])
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches, () => false)
}
