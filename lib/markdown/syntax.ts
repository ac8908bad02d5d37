import { gfmFromMarkdown } from 'mdast-util-gfm'
import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown'
import { gfm } from 'micromark-extension-gfm'
import type { Construct, Extension } from 'micromark-util-types'
import { knownHtmlSyntax } from './syntax/known-html.ts'
import { liftedLineFromMarkdown, liftedLineSyntax } from './syntax/lifted-line.ts'

/** GitHub's markdown; a single `~` is a home folder more often than a strike. */
export const syntaxExtensions: Extension[] = [withoutEmails(gfm({ singleTilde: false })), liftedLineSyntax, knownHtmlSyntax]

/** Bare addresses are found while parsing; a second search of all text would find hardly any more. */
export const fromMarkdownExtensions: FromMarkdownExtension[] = [
  ...gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] })),
  liftedLineFromMarkdown,
]

/**
 * Bare mail addresses stay text: in these pages they are users of machines and sample logins, `root@host01`. To look for
 * one at every word costs a fifth of the time.
 */
function withoutEmails(extension: Extension): Extension {
  const text = Object.entries(extension.text ?? {}).map(([code, constructs]) => [code, listOf(constructs).filter(({ name }) => name !== 'emailAutolink')])
  return { ...extension, text: Object.fromEntries(text.filter(([, constructs]) => constructs?.length)) }
}

function listOf(constructs: Construct | Construct[] | undefined): Construct[] {
  return constructs === undefined ? [] : Array.isArray(constructs) ? constructs : [constructs]
}
