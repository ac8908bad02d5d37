import type { Nodes, Root } from 'hast'
import { sanitize, type Schema } from 'hast-util-sanitize'
import { allowedTags, strippedTags } from './html-tags.ts'

/** Before the ids that an author gives, so that none takes the place of one of ours or of a property of the document. */
export const idPrefix = 'user-content-'

const sized = ['width', 'height', 'align'] as const

/**
 * What may stay of a page. No styles, classes, handlers or forms; addresses only on the web or inside the repository.
 * `dataMark` is given by us after every other attribute of that name has gone.
 */
const schema: Schema = {
  tagNames: [...allowedTags],
  strip: [...strippedTags],
  clobberPrefix: idPrefix,
  clobber: ['id', 'name', 'ariaDescribedBy', 'ariaLabelledBy'],
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'], cite: ['http', 'https'] },
  required: { input: { type: 'checkbox', disabled: true } },
  ancestors: {
    tbody: ['table'], td: ['table'], th: ['table'], thead: ['table'], tfoot: ['table'], tr: ['table'], li: ['ol', 'ul'], summary: ['details'],
  },
  attributes: {
    a: ['href', 'name', 'ariaDescribedBy', 'dataFootnoteRef', 'dataFootnoteBackref', ['className', 'data-footnote-backref']],
    img: ['src', 'alt', ...sized],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    font: ['color'],
    details: ['open'],
    ol: ['start', 'type', 'reversed'],
    li: ['value', ['className', 'task-list-item']],
    ul: [['className', 'contains-task-list']],
    table: ['border', ...sized],
    th: ['colSpan', 'rowSpan', 'scope', ...sized],
    td: ['colSpan', 'rowSpan', ...sized],
    div: ['align'],
    p: ['align'],
    h1: ['align'], h2: ['align', ['className', 'sr-only']], h3: ['align'], h4: ['align'],
    q: ['cite'],
    blockquote: ['cite'],
    section: ['dataFootnotes', ['className', 'footnotes']],
    span: ['dataMark'],
    '*': ['id', 'title', 'lang', 'dir', 'ariaLabel', 'ariaHidden'],
  },
}

/** Only what the schema allows; nothing that runs, styles, embeds or sends. */
export function sanitise(tree: Root): Root {
  const clean: Nodes = sanitize(tree, schema)
  return clean.type === 'root' ? clean : { type: 'root', children: clean.type === 'doctype' ? [] : [clean] }
}
