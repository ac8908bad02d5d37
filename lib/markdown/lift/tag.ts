import { decodeHTMLAttribute } from 'entities'

export interface Tag {
  /** Names in lower case; the first of doubled ones counts, as in HTML. */
  readonly attributes: ReadonlyMap<string, string>
  /** Offset behind the closing `>`. */
  readonly end: number
}

/** A quote that is never closed must not take the page for its value. */
const maxLength = 4096
const attribute = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y

/** Reads the tag that an HTML text begins with. Values may contain `>` and line breaks. */
export function readTag(html: string): Tag {
  const text = html.slice(0, maxLength)
  const attributes = new Map<string, string>()
  attribute.lastIndex = text.search(/[\s>]|$/)
  for (;;) {
    const from = attribute.lastIndex
    const found = attribute.exec(text)
    if (!found) return { attributes, end: endOf(text, from) }
    const [, name = '', ...values] = found
    const value = values.find((given) => given !== undefined) ?? ''
    if (!attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), decodeHTMLAttribute(value))
  }
}

function endOf(text: string, from: number): number {
  const end = text.indexOf('>', from)
  return end === -1 ? text.length : end + 1
}
