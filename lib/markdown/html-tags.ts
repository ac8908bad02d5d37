/** Elements that an author may use. What they may carry stands in `sanitise.ts`. */
export const allowedTags = [
  'a', 'abbr', 'b', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt',
  'em', 'figcaption', 'figure', 'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'input', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'picture',
  'pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td',
  'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
] as const

/** Elements that go away with all they hold. */
export const strippedTags = [
  'applet', 'audio', 'canvas', 'embed', 'frame', 'frameset', 'iframe', 'math', 'noembed', 'noframes', 'noscript', 'object', 'plaintext', 'script',
  'select', 'style', 'svg', 'template', 'textarea', 'title', 'video', 'xmp',
] as const

/** HTML of which only the content stays. Written without attributes they are rather a word in angle brackets: `<address>`. */
const unwrappedTags = [
  'address', 'area', 'article', 'aside', 'base', 'basefont', 'bdi', 'bdo', 'big', 'body', 'button', 'data', 'datalist', 'dialog', 'dir', 'fieldset',
  'footer', 'form', 'head', 'header', 'hgroup', 'html', 'image', 'label', 'legend', 'link', 'main', 'map', 'marquee', 'menu', 'meta', 'meter',
  'nav', 'optgroup', 'option', 'output', 'param', 'progress', 'search', 'slot', 'source', 'time', 'track',
] as const

/** Elements that begin a block of HTML, which ends at a blank line. Others are part of a line, and markdown goes on around them. */
const blockTags = [
  'address', 'article', 'aside', 'blockquote', 'body', 'center', 'details', 'dialog', 'dd', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure',
  'footer', 'form', 'frameset', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'head', 'header', 'hr', 'html', 'iframe', 'legend', 'li', 'link', 'main',
  'menu', 'nav', 'ol', 'p', 'pre', 'script', 'search', 'section', 'style', 'summary', 'table', 'tbody', 'td', 'textarea', 'tfoot', 'th', 'thead',
  'title', 'tr', 'ul', 'caption', 'col', 'colgroup', 'noframes', 'object', 'video', 'audio', 'svg', 'math', 'template', 'noscript', 'select',
] as const

const allowed: ReadonlySet<string> = new Set(allowedTags)
const stripped: ReadonlySet<string> = new Set(strippedTags)
const unwrapped: ReadonlySet<string> = new Set(unwrappedTags)
const block: ReadonlySet<string> = new Set(blockTags)
/** Those of the stripped ones that are also words: `<title>`, `<object>`. Their bare form is text. */
const words: ReadonlySet<string> = new Set(['object', 'title', 'template', 'select', 'video', 'audio', 'frame', 'canvas'])

/**
 * Whether this is HTML rather than a word in angle brackets.
 * @param name in lower case
 * @param bare nothing stands between the name and `>`
 */
export function isTag(name: string, bare: boolean): boolean {
  if (allowed.has(name)) return true
  return bare ? stripped.has(name) && !words.has(name) : stripped.has(name) || unwrapped.has(name)
}

export function isBlockTag(name: string, bare: boolean): boolean {
  return block.has(name) && isTag(name, bare)
}
