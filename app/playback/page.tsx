import type { Metadata } from 'next'
import Link from 'next/link'
import { Logo } from '../../components/brand/logo.tsx'
import { Playback } from '../../components/playback/playback.tsx'
import css from '../../components/playback/playback.module.css'
import { SettingsButton } from '../../components/settings/settings-button.tsx'

export const metadata: Metadata = { title: 'Recording' }

/** Plays a recording of a terminal: the one its workspace hands over, or a file. */
export default function PlaybackPage() {
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <Link href="/" className={css.brand}><Logo size={26} />Rehearsal</Link>
        <div className={css.barRight}><SettingsButton /></div>
      </header>
      <main className={css.main}><Playback /></main>
    </div>
  )
}
