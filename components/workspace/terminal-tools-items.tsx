import { ArrowLeft, ArrowRight, CircleDot, CircleOff, PencilLine, Play, RotateCcw, X } from 'lucide-react'
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
export function terminalItems({ client, terminal: { id, name, recorded }, handle, order, onMove, onRename }: TerminalItemsInput): readonly MenuItem[] {
  const place = order.indexOf(id)
  return [
    ...(handle ? terminalMenu(handle) : []),
    { label: 'Rename', icon: <PencilLine size={16} />, hint: 'F2', ruled: true, onSelect: onRename },
    { label: 'Move left', icon: <ArrowLeft size={16} />, hint: 'Shift+←', disabled: place <= 0, onSelect: () => onMove(-1) },
    { label: 'Move right', icon: <ArrowRight size={16} />, hint: 'Shift+→', disabled: place >= order.length - 1, onSelect: () => onMove(1) },
    ...(recorded
      ? [
          { label: 'Play recording', icon: <Play size={16} />, ruled: true, onSelect: () => void playRecording({ client, terminal: id, name }) },
          { label: 'Stop recording, delete it', icon: <CircleOff size={16} />, onSelect: () => void switchRecording(client, id, false) },
        ]
      : [{ label: 'Record this terminal', icon: <CircleDot size={16} />, ruled: true, onSelect: () => void switchRecording(client, id, true) }]),
    { label: 'Restart shell', icon: <RotateCcw size={16} />, onSelect: () => void client.tell('terminal:restart', { terminal: id }) },
    { label: 'Close terminal', icon: <X size={16} />, disabled: order.length === 1, danger: true, onSelect: () => void client.tell('terminal:close', { terminal: id }) },
  ]
}

async function switchRecording(client: SessionClient, terminal: string, on: boolean): Promise<void> {
  const done = await client.tell('recording:switch', { terminal, on })
  if (done !== undefined) client.notify('info', on ? 'This terminal is recorded from now on.' : 'This terminal is no longer recorded, and its recording is deleted.')
}
