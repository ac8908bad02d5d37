'use client'

import { ArrowLeft, ArrowRight, ClipboardCopy, ClipboardPaste, Ellipsis, PencilLine, Play, RotateCcw, ScrollText, Search, X } from 'lucide-react'
import type { MouseEvent } from 'react'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import { useSessionClient } from '../session/session-provider.tsx'
import { changeSettings, useSettings } from '../settings/settings-store.ts'
import { IconButton } from '../ui/button.tsx'
import { MenuButton, type MenuItem } from '../ui/menu.tsx'
import css from './dock.module.css'
import { terminalMenu } from './terminal-menu.tsx'
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
export function TerminalTools({ terminal: { id, name }, order, onMove, onRename }: TerminalToolsProps) {
  const client = useSessionClient()
  const { handles, dispatch } = useWorkspace()
  const { transcript } = useSettings()
  const place = order.indexOf(id)

  function toggleTranscript(event: MouseEvent): void {
    changeSettings({ transcript: !transcript })
    // Who presses keys goes on in it: the way there leads through the terminal, which keeps the Tab key.
    if (!transcript && event.detail === 0) dispatch({ kind: 'transcript-wanted', on: true })
  }

  // Read at the click: the panel may have been made anew since.
  const items = (): readonly MenuItem[] => {
    const handle = handles.get(id)
    return [
      ...(handle ? terminalMenu(handle) : []),
      { label: 'Rename', icon: <PencilLine size={16} />, hint: 'F2', ruled: true, onSelect: onRename },
      { label: 'Move left', icon: <ArrowLeft size={16} />, hint: 'Shift+←', disabled: place <= 0, onSelect: () => onMove(-1) },
      { label: 'Move right', icon: <ArrowRight size={16} />, hint: 'Shift+→', disabled: place >= order.length - 1, onSelect: () => onMove(1) },
      { label: 'Play recording', icon: <Play size={16} />, ruled: true, onSelect: () => void import('./play-recording.ts').then(({ playRecording }) => playRecording({ client, terminal: id, name })) },
      { label: 'Restart shell', icon: <RotateCcw size={16} />, onSelect: () => void client.tell('terminal:restart', { terminal: id }) },
      { label: 'Close terminal', icon: <X size={16} />, disabled: order.length === 1, danger: true, onSelect: () => void client.tell('terminal:close', { terminal: id }) },
    ]
  }

  return (
    <>
      <span className={css.spare}>
        <IconButton label="Copy (Ctrl+Shift+C)" icon={<ClipboardCopy size={16} />} onClick={() => handles.get(id)?.copy()} />
        <IconButton label="Paste (Ctrl+Shift+V)" icon={<ClipboardPaste size={16} />} onClick={() => handles.get(id)?.paste()} />
        <IconButton label="Find in terminal (Ctrl+Shift+F)" icon={<Search size={16} />} onClick={() => handles.get(id)?.find()} />
      </span>
      <IconButton label="Transcript" icon={<ScrollText size={16} />} aria-pressed={transcript} onClick={toggleTranscript} />
      <MenuButton label={`More for ${name}`} icon={<Ellipsis size={17} />} items={items} />
    </>
  )
}
