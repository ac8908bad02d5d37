'use client'

import { Ellipsis, RotateCcw, ScrollText, X } from 'lucide-react'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import { useSessionClient } from '../session/session-provider.tsx'
import { changeSettings, useSettings } from '../settings/settings-store.ts'
import { IconButton } from '../ui/button.tsx'
import { MenuButton, type MenuItem } from '../ui/menu.tsx'

/** Buttons beside the tabs that act on the terminal in front. */
export function TerminalTools({ terminal, last }: { terminal: TerminalView; last: boolean }) {
  const client = useSessionClient()
  const { id, name } = terminal
  const { transcript } = useSettings()
  const items: readonly MenuItem[] = [
    { label: 'Restart shell', icon: <RotateCcw size={16} />, onSelect: () => void client.tell('terminal:restart', { terminal: id }) },
    { label: 'Close terminal', icon: <X size={16} />, disabled: last, danger: true, ruled: true, onSelect: () => void client.tell('terminal:close', { terminal: id }) },
  ]
  return (
    <>
      <IconButton label="Transcript" icon={<ScrollText size={16} />} aria-pressed={transcript} onClick={() => changeSettings({ transcript: !transcript })} />
      <MenuButton label={`More for ${name}`} icon={<Ellipsis size={17} />} items={items} />
    </>
  )
}
