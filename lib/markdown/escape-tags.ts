import { isTag } from './html-tags.ts'

/** What a value in quotes may hold; a quote that is never closed must not hide the tags after it. */
const tagPattern = /<(\/?)([A-Za-z][A-Za-z0-9-]*)/g

/** HTML in which what only looks like a tag, such as `<your-name>`, is text. Attribute values are left alone. */
export function escapeUnknownTags(html: string): string {
  let result = ''
  let from = 0
  tagPattern.lastIndex = 0
  for (let found = tagPattern.exec(html); found; found = tagPattern.exec(html)) {
    const [whole, slash, name = ''] = found
    const end = found.index + whole.length
    if (isTag(name.toLowerCase(), slash === '' && html[end] === '>')) {
      tagPattern.lastIndex = skipAttributes(html, end)
      continue
    }
    result += `${html.slice(from, found.index)}&lt;${whole.slice(1)}`
    from = end
    tagPattern.lastIndex = end
  }
  return from === 0 ? html : result + html.slice(from)
}

const valuePattern = /=\s{0,20}(?:"[^"]{0,4000}"|'[^']{0,4000}')|>/g

/** Offset behind the tag, past any `>` in its values. */
function skipAttributes(html: string, from: number): number {
  valuePattern.lastIndex = from
  for (let found = valuePattern.exec(html); found; found = valuePattern.exec(html)) {
    if (found[0] === '>') return valuePattern.lastIndex
  }
  return html.length
}
