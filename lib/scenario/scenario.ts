/** A scenario as the program uses it: every default filled in, every path resolved against the repository's index. */
export interface Scenario {
  /** Path of the scenario's folder below the scenarios root, with `/`; the root itself is its folder name. */
  readonly id: string
  /** The id as one URL segment: `/` becomes `~`. Unique in a repository. */
  readonly slug: string
  /** Path of the scenario's folder below the repository's root; empty for a scenario at the root itself. */
  readonly folder: string
  /** The file it was read from, relative to the repository's root. */
  readonly indexFile: string
  readonly title: string
  readonly description: string
  readonly difficulty: string
  /** Free text as the author wrote it: "15 minutes", "10-15 min". */
  readonly time: string
  /** Language of its folder: `es` below `_es/`; `en` elsewhere. */
  readonly language: string
  /** Played from its address, but not listed. */
  readonly hidden: boolean
  readonly intro?: Page
  readonly steps: readonly Step[]
  readonly finish?: Page
  /** The intro or finish page exists for its scripts only and is skipped by the learner. */
  readonly skipIntro: boolean
  readonly skipFinish: boolean
  readonly assets: readonly Asset[]
  readonly layout: Layout
  readonly editor: EditorSettings
  readonly dashboards: readonly Dashboard[]
  readonly terminals: readonly TerminalSetup[]
  /** Printed first in terminal 1; contains ANSI escapes. */
  readonly greeting: string
  readonly imageId: string
  /** The steps are tasks, as in `type: challenge@0.8`. */
  readonly challenge: boolean
  readonly problems: readonly Problem[]
}

export interface Page {
  readonly title: string
  /** Markdown file relative to the scenario folder; absent when the author gave none. It may be missing on disk. */
  readonly text?: string
  readonly credits?: string
  /** Script typed into terminal 1 when the page opens. */
  readonly foreground?: string
  /** Script run unattended when the page opens. */
  readonly background?: string
}

/** Script paths are relative to the scenario folder and exist; a missing one is left out and told as a Problem. */
export interface Step extends Page {
  readonly verify?: string
  readonly answer?: string
  readonly hint?: string
}

export interface Asset {
  readonly host: string
  /** Source relative to the scenario's `assets/`, possibly a glob. */
  readonly file: string
  /** Target directory as written: `~/x`, absolute, or relative to the home folder. */
  readonly target: string
  readonly chmod?: string
}

export const layoutKinds = ['terminal', 'terminal-terminal', 'terminal-iframe', 'terminal-iframe-split', 'editor-terminal',
  'editor-terminal-split', 'editor', 'editor-iframe-split', 'iframe', 'text', 'vscode', 'vscode-terminal-split'] as const
export type Layout = (typeof layoutKinds)[number]

export interface EditorSettings {
  /** Root of the file tree; `/root` stands for the home folder. */
  readonly path: string
  readonly files: readonly string[]
  readonly language?: string
  readonly hideHiddenFiles: boolean
  readonly exclude: readonly string[]
}

/** A tab that shows a page of the learner's machine (`port`) or any other page (`href`, placeholders not yet replaced). */
export type Dashboard =
  | { readonly name: string; readonly kind: 'port'; readonly port: number; readonly host: string }
  | { readonly name: string; readonly kind: 'href'; readonly href: string }

export interface TerminalSetup {
  readonly name: string
  readonly host: string
  readonly command?: string
}

/** An author's mistake. The sentence is made from `code` and `args` elsewhere. */
export interface Problem {
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** Relative to the scenarios root. */
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly args: Readonly<Record<string, string>>
}
