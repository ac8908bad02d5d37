'use client'

import { useEffect, useMemo, type RefObject } from 'react'
import type { SessionClient } from '../session/session-client.ts'
import { useSessionClient } from '../session/session-provider.tsx'
import type { TerminalScreen } from '../terminal/terminal-screen.ts'
import { copyText, readClipboard } from '../ui/clipboard.ts'
import type { TerminalHandle } from './terminal-handle.ts'
import { useWorkspace } from './workspace-context.tsx'

export interface HandleInput {
  readonly terminal: string
  readonly screen: RefObject<TerminalScreen | undefined>
  readonly find: () => void
}

/** Makes a terminal's actions, and lets the rest of the workspace reach them while its panel is there. `find` must stay the same. */
export function useTerminalHandle({ terminal, screen, find }: HandleInput): TerminalHandle {
  const client = useSessionClient()
  const { handles } = useWorkspace()
  const handle = useMemo((): TerminalHandle => ({
    find,
    copy: () => void copySelection(client, screen.current),
    copyOutput: () => void copyOutput({ client, terminal, screen: screen.current }),
    paste: () => void paste(client, screen.current),
    selectAll: () => screen.current?.selectAll(),
    clear: () => screen.current?.clear(),
    jump: (direction) => screen.current?.jump(direction),
  }), [client, terminal, screen, find])

  useEffect(() => {
    handles.set(terminal, handle)
    return () => {
      if (handles.get(terminal) === handle) handles.delete(terminal)
    }
  }, [handles, terminal, handle])

  return handle
}

async function copySelection(client: SessionClient, screen: TerminalScreen | undefined): Promise<void> {
  const text = screen?.selection()
  if (text) await copyAndTell(client, text, 'Copied.')
  else client.notify('info', 'Select some text in the terminal first, then copy it.')
  screen?.focus()
}

async function copyOutput({ client, terminal, screen }: { readonly client: SessionClient; readonly terminal: string; readonly screen: TerminalScreen | undefined }): Promise<void> {
  const text = screen?.lastOutput() ?? (await toldOutput(client, terminal))
  if (text === undefined) client.notify('info', 'No command has ended here yet, so there is no output to copy.')
  else if (text === '') client.notify('info', 'The last command printed nothing.')
  else await copyAndTell(client, text, 'Output of the last command copied.')
  screen?.focus()
}

// After a reload the screen no longer knows where commands began; the server does.
async function toldOutput(client: SessionClient, terminal: string): Promise<string | undefined> {
  const { readTranscript } = await import('../transcript/read-transcript.ts')
  const commands = await readTranscript(client, terminal, [])
  return commands?.findLast(({ durationMs }) => durationMs !== undefined)?.output
}

async function copyAndTell(client: SessionClient, text: string, thanks: string): Promise<void> {
  if (await copyText(text)) client.notify('info', thanks)
  else client.notify('warning', 'The browser did not allow copying.')
}

async function paste(client: SessionClient, screen: TerminalScreen | undefined): Promise<void> {
  // First: the browser may take a while to answer, and a key pressed meanwhile is meant for the terminal, not for the button.
  screen?.focus()
  const text = await readClipboard()
  if (text === undefined) client.notify('info', 'The browser does not let a page read the clipboard. Press Ctrl+Shift+V in the terminal.')
  else screen?.paste(text)
}
