import { ArrowDownToLine, ArrowUpToLine, ClipboardCopy, ClipboardPaste, Eraser, ListEnd, Search, TextSelect } from 'lucide-react'
import type { MenuItem } from '../ui/menu.tsx'
import type { TerminalHandle } from './terminal-handle.ts'

/** What can be done with the text of a terminal; the keys beside the names do the same. */
export function terminalMenu(handle: TerminalHandle): readonly MenuItem[] {
  return [
    { label: 'Copy', icon: <ClipboardCopy size={16} />, hint: 'Ctrl+Shift+C', onSelect: handle.copy },
    { label: 'Copy last output', icon: <ListEnd size={16} />, hint: 'Ctrl+Shift+X', onSelect: handle.copyOutput },
    { label: 'Paste', icon: <ClipboardPaste size={16} />, hint: 'Ctrl+Shift+V', onSelect: handle.paste },
    { label: 'Select all', icon: <TextSelect size={16} />, onSelect: handle.selectAll },
    { label: 'Find', icon: <Search size={16} />, hint: 'Ctrl+Shift+F', ruled: true, onSelect: handle.find },
    { label: 'Previous command', icon: <ArrowUpToLine size={16} />, hint: 'Ctrl+Shift+↑', onSelect: () => handle.jump('previous') },
    { label: 'Next command', icon: <ArrowDownToLine size={16} />, hint: 'Ctrl+Shift+↓', onSelect: () => handle.jump('next') },
    { label: 'Clear', icon: <Eraser size={16} />, onSelect: handle.clear },
  ]
}
