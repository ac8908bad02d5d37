'use client'

import { create } from 'asciinema-player'
import 'asciinema-player/dist/bundle/asciinema-player.css'
import { useEffect, useMemo, useRef } from 'react'
import { useSettings } from '../settings/settings-store.ts'
import { terminalFont } from '../terminal/fonts.ts'
import type { Recording } from './playback-messages.ts'
import css from './playback.module.css'

/** A pause of the learner's longer than this is not worth waiting through. */
const longestPauseSeconds = 2

/** One recording in asciinema's player. */
export function Player({ recording: { name, text } }: { recording: Recording }) {
  const box = useRef<HTMLDivElement>(null)
  const { fontName } = useSettings()
  const mistake = useMemo(() => mistakeIn(text), [text])

  useEffect(() => {
    const element = box.current
    if (!element || mistake) return undefined
    const player = create({ data: text }, element, {
      fit: 'both', autoPlay: true, controls: true, idleTimeLimit: longestPauseSeconds, theme: 'rehearsal', terminalFontFamily: terminalFont(fontName),
    })
    return () => player.dispose()
  }, [text, mistake, fontName])

  if (mistake) return <p className={css.place} role="alert">{mistake}</p>
  return <div ref={box} className={css.player} role="region" aria-label={`Recording of ${name}`} />
}

/** What is wrong with a text that is no recording; the player itself would only say so in the console. */
function mistakeIn(text: string): string | undefined {
  try {
    const header: unknown = JSON.parse(text.slice(0, Math.max(0, text.indexOf('\n'))) || text)
    if (typeof header === 'object' && header !== null && 'version' in header && (header.version === 2 || header.version === 3)) return undefined
  } catch {
    // No JSON in the first line: the sentence below says what is expected.
    return 'This is not a recording. Expected an asciicast file, version 2 or 3.'
  }
  return 'This recording has a version that cannot be played. Expected an asciicast file, version 2 or 3.'
}
