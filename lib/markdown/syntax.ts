import { gfmFromMarkdown } from 'mdast-util-gfm'
import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown'
import { gfm } from 'micromark-extension-gfm'
import type { Extension } from 'micromark-util-types'
import { knownHtmlSyntax } from './syntax/known-html.ts'
import { liftedLineFromMarkdown, liftedLineSyntax } from './syntax/lifted-line.ts'

/** GitHub's markdown; a single `~` is a home folder more often than a strike. */
export const syntaxExtensions: Extension[] = [gfm({ singleTilde: false }), liftedLineSyntax, knownHtmlSyntax]

export const fromMarkdownExtensions: (FromMarkdownExtension | FromMarkdownExtension[])[] = [gfmFromMarkdown(), liftedLineFromMarkdown]
