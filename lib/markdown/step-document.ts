import type { Root } from 'hast'

/**
 * A page ready to render: sanitised tree with our marks, and every command in it.
 *
 * Our marks are elements that no author can write; each has one property, `number`, the index into a list beside the tree:
 *
 * | element | list | children |
 * |---|---|---|
 * | `rehearsal-code` (inline or block, see the block) | `blocks` | the code, with `span.token-*` once it is coloured |
 * | `rehearsal-file` | `files` | the text |
 * | `rehearsal-quiz` | `questions` | `rehearsal-question`, then one `rehearsal-option` for each option |
 *
 * Placeholders such as `[[HOST_SUBDOMAIN]]` stand verbatim in text, links, blocks and files; `substituteDocument` puts
 * the addresses of a session in their place.
 */
export interface StepDocument {
  readonly tree: Root
  readonly blocks: readonly CodeBlock[]
  readonly files: readonly FileBlock[]
  readonly questions: readonly Question[]
  /** How many questions gate the page. */
  readonly quizzes: number
  /** Whether anything on the page waits for the addresses of a session. */
  readonly hasPlaceholders: boolean
  readonly remarks: readonly Remark[]
}

/** Every span and block of code on the page. */
export interface CodeBlock {
  /** Number on the page, from 0; `command:run` names it. */
  readonly number: number
  readonly verb: Verb
  /** The author wrote `{{…}}` behind it, if only `{{}}`, which switches off the copying of a plain inline span. */
  readonly macro: boolean
  /** Exactly what the author wrote, byte for byte; placeholders are replaced by `substituteDocument`. */
  readonly text: string
  readonly inline: boolean
  readonly language?: string
  /** Lines to highlight, from 1, as in `yaml{2,5-7}`. */
  readonly highlight?: readonly number[]
  /** `T2`, `HOST1`, or the name of a terminal, as the author wrote it but in the spelling of the list of terminals. */
  readonly target?: string
  readonly interrupt: boolean
  readonly noNewline: boolean
  readonly controlKey: boolean
  /** Line in the source, from 1. */
  readonly line: number
}

const verbs = ['run', 'copy', 'open', 'none'] as const
type Verb = (typeof verbs)[number]

/** A `<pre class="file">`: a text that a click puts into a file or the clipboard. */
export interface FileBlock {
  readonly number: number
  /** `show`: a styled block without a click. */
  readonly action: FileAction
  readonly filename?: string
  /** For `insert`: the text in the file that is replaced. */
  readonly marker?: string
  readonly text: string
  readonly line: number
}

export const fileActions = ['replace', 'append', 'prepend', 'insert', 'clipboard', 'show'] as const
export type FileAction = (typeof fileActions)[number]

export type Question = { readonly number: number; readonly line: number } & (
  | { readonly kind: 'exact' | 'contains'; readonly answers: readonly string[] }
  | { readonly kind: 'single' | 'multiple'; readonly options: readonly { readonly correct: boolean }[] }
)

/** Something in the text that the author may want to know about; a Problem without its file. */
export interface Remark {
  readonly code: 'fence-unclosed' | 'pre-unclosed' | 'comment-unclosed' | 'macro-unknown' | 'macro-stray' | 'macro-in-code' | 'key-unknown'
    | 'quiz-unanswered' | 'quiz-no-correct' | 'file-no-marker' | 'link-empty' | 'page-too-nested' | 'page-too-dense'
  readonly line: number
  readonly found: string
}

export interface StepOptions {
  /** Names of the scenario's extra terminals, which a macro may aim at. */
  readonly terminals?: readonly string[]
}
