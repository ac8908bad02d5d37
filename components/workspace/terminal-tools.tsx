'use client'

import { ClipboardCopy, ClipboardPaste, Ellipsis, ScrollText, Search } from 'lucide-react'
import type { MouseEvent } from 'react'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import { useSessionClient } from '../session/session-provider.tsx'
import { changeSettings, useSettings } from '../settings/settings-store.ts'
import { IconButton } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import css from './dock.module.css'
import { useWorkspace } from './workspace-context.tsx'

export interface TerminalToolsProps {
  readonly terminal: TerminalView
  /** Ids of the terminals of this row, in the order of their tabs. */
  readonly order: readonly string[]
  /** Puts the tab one place to the left (-1) or right (1). */
  readonly onMove: (by: -1 | 1) => void
  readonly onRename: () => void
}

/** Buttons beside the tabs that act on the terminal in front. */
export function TerminalTools({ terminal, order, onMove, onRename }: TerminalToolsProps) {
  const client = useSessionClient()
  const { handles, dispatch } = useWorkspace()
  const { transcript } = useSettings()
  const { id, name } = terminal

  function toggleTranscript(event: MouseEvent): void {
    changeSettings({ transcript: !transcript })
    // Who presses keys goes on in it: the way there leads through the terminal, which keeps the Tab key.
    if (!transcript && event.detail === 0) dispatch({ kind: 'transcript-wanted', on: true })
  }

  return (
    <>
      <span className={css.spare}>
        <IconButton label="Copy (Ctrl+Shift+C)" icon={<ClipboardCopy size={16} />} onClick={() => handles.get(id)?.copy()} />
        <IconButton label="Paste (Ctrl+Shift+V)" icon={<ClipboardPaste size={16} />} onClick={() => handles.get(id)?.paste()} />
        <IconButton label="Find in terminal (Ctrl+Shift+F)" icon={<Search size={16} />} onClick={() => handles.get(id)?.find()} />
      </span>
      <IconButton label="Transcript" icon={<ScrollText size={16} />} aria-pressed={transcript} onClick={toggleTranscript} />
      <MenuButton
        label={`More for ${name}`} icon={<Ellipsis size={17} />}
        items={async () => (await import('./terminal-tools-items.tsx')).terminalItems({ client, terminal, handle: handles.get(id), order, onMove, onRename })}
      />
    </>
  )
}
