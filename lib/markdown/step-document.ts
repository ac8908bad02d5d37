import type { Root } from 'hast'

/** A page ready to render: sanitised tree with our marks, and every command in it. */
export interface StepDocument {
  /**
   * Sanitised HTML tree. Our marks are elements named `rehearsal-code`, `rehearsal-file`, `rehearsal-quiz`, … whose
   * properties are plain data; only `components/markdown` knows how they look.
   */
  readonly tree: Root
  readonly blocks: readonly CodeBlock[]
  readonly quizzes: number
}

export interface CodeBlock {
  /** Number on the page, from 0; `command:run` names it. */
  readonly number: number
  readonly verb: 'run' | 'copy' | 'open' | 'none'
  /** Exactly what the author wrote, placeholders replaced. */
  readonly text: string
  readonly inline: boolean
  readonly language?: string
  readonly target?: string
  readonly interrupt: boolean
  readonly noNewline: boolean
  readonly controlKey: boolean
  /** Line in the source, from 1. */
  readonly line: number
}
