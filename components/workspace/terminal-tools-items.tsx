import { ArrowLeft, ArrowRight, PencilLine, Play, RotateCcw, X } from 'lucide-react'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import type { SessionClient } from '../session/session-client.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { playRecording } from './play-recording.ts'
import type { TerminalHandle } from './terminal-handle.ts'
import { terminalMenu } from './terminal-menu.tsx'

export interface TerminalItemsInput {
  readonly client: SessionClient
  readonly terminal: TerminalView
  /** Of its panel, once that is there. */
  readonly handle: TerminalHandle | undefined
  /** Ids of the terminals of the row, in the order of their tabs. */
  readonly order: readonly string[]
  readonly onMove: (by: -1 | 1) => void
  readonly onRename: () => void
}

/** What can be done with a terminal: with its text, with its tab, with its shell. */
export function terminalItems({ client, terminal: { id, name }, handle, order, onMove, onRename }: TerminalItemsInput): readonly MenuItem[] {
  const place = order.indexOf(id)
  return [
    ...(handle ? terminalMenu(handle) : []),
    { label: 'Rename', icon: <PencilLine size={16} />, hint: 'F2', ruled: true, onSelect: onRename },
    { label: 'Move left', icon: <ArrowLeft size={16} />, hint: 'Shift+←', disabled: place <= 0, onSelect: () => onMove(-1) },
    { label: 'Move right', icon: <ArrowRight size={16} />, hint: 'Shift+→', disabled: place >= order.length - 1, onSelect: () => onMove(1) },
    { label: 'Play recording', icon: <Play size={16} />, ruled: true, onSelect: () => void playRecording({ client, terminal: id, name }) },
    { label: 'Restart shell', icon: <RotateCcw size={16} />, onSelect: () => void client.tell('terminal:restart', { terminal: id }) },
    { label: 'Close terminal', icon: <X size={16} />, disabled: order.length === 1, danger: true, onSelect: () => void client.tell('terminal:close', { terminal: id }) },
  ]
}
