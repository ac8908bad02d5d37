import type { Layout } from '../../lib/scenario/scenario.ts'

type TabKind = 'terminal' | 'page' | 'editor'

/** A row of the work area: the kinds of tabs that it takes, the first dock that takes a tab gets it. */
export interface Dock {
  readonly takes: readonly TabKind[]
  /** Takes only terminals of the nth host (from 1). */
  readonly host?: number
  /** Share of the height, of 100. */
  readonly share: number
}

const everything: Dock = { takes: ['terminal', 'page', 'editor'], share: 100 }
const pagesAbove: readonly Dock[] = [{ takes: ['page'], share: 58 }, { takes: ['terminal', 'editor'], share: 42 }]
const editorAbove: readonly Dock[] = [{ takes: ['editor'], share: 55 }, { takes: ['terminal', 'page'], share: 45 }]

/** What each layout of the format shows beside the text, from top to bottom. No dock: the text alone. */
const layouts: Readonly<Record<Layout, readonly Dock[]>> = {
  terminal: [everything],
  'terminal-terminal': [{ takes: ['terminal', 'page', 'editor'], host: 1, share: 50 }, { takes: ['terminal'], share: 50 }],
  'terminal-iframe': [everything],
  'terminal-iframe-split': pagesAbove,
  'editor-terminal': editorAbove,
  'editor-terminal-split': editorAbove,
  editor: [{ takes: ['editor', 'page'], share: 100 }],
  'editor-iframe-split': [{ takes: ['editor'], share: 50 }, { takes: ['page'], share: 50 }],
  iframe: [{ takes: ['page'], share: 100 }],
  text: [],
  vscode: editorAbove,
  'vscode-terminal-split': editorAbove,
}

/** Layouts in which a learner may choose between pages above the terminals and pages among them. */
const stackable: readonly Layout[] = ['terminal', 'terminal-iframe', 'terminal-iframe-split']

export function isStackable(layout: Layout): boolean {
  return stackable.includes(layout)
}

/** Whether pages stand above the terminals, by the learner's choice or else by the layout. */
export function isStacked(layout: Layout, choice: boolean | undefined): boolean {
  return isStackable(layout) && (choice ?? layout === 'terminal-iframe-split')
}

/** The rows of a layout; `stacked` is the learner's choice where there is one. */
export function docksOf(layout: Layout, stacked?: boolean): readonly Dock[] {
  if (!isStackable(layout)) return layouts[layout]
  return isStacked(layout, stacked) ? pagesAbove : [everything]
}

/** Whether the layout shows an editor from the start. */
export function opensEditor(layout: Layout): boolean {
  return layouts[layout].some(({ takes }) => takes[0] === 'editor')
}
