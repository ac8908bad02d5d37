'use client'

import { TriangleAlert } from 'lucide-react'
import { Logo } from '../brand/logo.tsx'
import { useSession } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { SettingsButton } from '../settings/settings-button.tsx'
import { EagerLink } from '../ui/eager-link.tsx'
import { MachineNotice } from './machine-notice.tsx'
import { endsOf } from './pages.ts'
import { SessionMenu } from './session-menu.tsx'
import { TimeLeft } from './time-left.tsx'
import css from './top-bar.module.css'
import { useWorkspace } from './workspace-context.tsx'

const selectUnsandboxed = (state: SessionState) => state.view?.unsandboxed === true

/** Where one is, and what concerns the whole session. */
export function TopBar() {
  const { scenario, page } = useWorkspace()
  const unsandboxed = useSession(selectUnsandboxed)
  const { first, last } = endsOf(scenario.range)
  return (
    <header>
      <div className={css.bar}>
        <EagerLink href="/" className={css.home} aria-label="Rehearsal, all scenarios"><Logo /><span className={css.word}>Rehearsal</span></EagerLink>
        <span className={css.slash} aria-hidden="true">/</span>
        <span className={css.title} title={scenario.title}>{scenario.title}</span>
        <div className={css.right}>
          {unsandboxed && (
            <span className={css.badge} title="This terminal is a shell on this computer: commands act on your own files.">
              <TriangleAlert size={14} aria-hidden="true" />
              <span className={css.badgeText}>This terminal is a shell on this computer</span>
              <span className="visually-hidden">Commands act on your own files.</span>
            </span>
          )}
          <MachineNotice />
          <TimeLeft />
          <SessionMenu />
          <SettingsButton />
        </div>
      </div>
      <div className={css.progress}><div style={{ width: `${((page - first + 1) / (last - first + 1)) * 100}%` }} /></div>
    </header>
  )
}
