'use client'

import { phoneQuery, useMedia } from '../ui/use-media.ts'
import { useSettings } from './settings-store.ts'
import { fontSizes } from './settings.ts'

/** Size of a terminal's text in CSS pixels: the learner's, or what is usual on such a screen. */
export function useFontSize(): number {
  const { fontSize } = useSettings()
  const onPhone = useMedia(phoneQuery)
  return fontSize ?? (onPhone ? fontSizes.usualOnPhones : fontSizes.usual)
}
