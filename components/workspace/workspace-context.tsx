'use client'

import { createContext, useContext, type Dispatch } from 'react'
import type { Dashboard, EditorSettings, Layout } from '../../lib/scenario/scenario.ts'
import type { TerminalHandles } from './terminal-handle.ts'
import type { PageRange } from './pages.ts'
import type { WorkspaceAction, WorkspaceState } from './workspace-state.ts'

/** What the pages of a scenario know of it in the browser. */
export interface WorkspaceScenario {
  readonly slug: string
  readonly title: string
  readonly range: PageRange
  /** Titles of all pages in order; absent when there are too many to send along. */
  readonly titles?: readonly string[] | undefined
  readonly layout: Layout
  readonly dashboards: readonly Dashboard[]
  readonly editor: EditorSettings
}

export interface Workspace {
  readonly scenario: WorkspaceScenario
  readonly state: WorkspaceState
  readonly dispatch: Dispatch<WorkspaceAction>
  /** Number of the page that is read. */
  readonly page: number
  /** Opens an address in a tab of the workspace; false when it belongs into a browser tab of its own. */
  readonly openAddress: (address: string) => boolean
  /** Brings a terminal to the front; `focus` puts the keyboard there, too. */
  readonly showTerminal: (terminal: string, options: { readonly focus: boolean }) => void
  /** Id of the terminal that is to take the keyboard; it calls `focusTaken` when it has. */
  readonly focusWish: string | undefined
  readonly focusTaken: () => void
  readonly handles: TerminalHandles
  /** Lets style elements of the terminal through the page's policy. */
  readonly nonce: string | undefined
}

export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('This component needs a Workspace around it')
  return workspace
}
