/**
 * Placeholders contain brackets, braces and underscores, which mean something to markdown and to addresses. While a page
 * is parsed, letters stand in their place; afterwards they are put back exactly as they were written.
 */
export interface HiddenPlaceholders {
  readonly text: string
  /** Puts them back. */
  readonly reveal: (text: string) => string
  readonly count: number
}

/** Only these names; `[[ -f x ]]` and `{{.Names}}` are none of ours. A path may stand inside the braces. */
export const placeholderPattern = /\[\[(?:HOST\d*_SUBDOMAIN|CLIENT_SUBDOMAIN|KATACODA_HOST|KATACODA_DOMAIN|HOST\d*_IP)\]\]|\{\{ *TRAFFIC_(?:HOST\d+_\d{1,5}(?:\/[^\s{}]*)?|SELECTOR) *\}\}/g

const sign = 'zqplaceholder'
const signPattern = /https:\/\/zqplaceholder(\d+)zq\.invalid|zqplaceholder(\d+)zq(?:\.test)?/g

export function hidePlaceholders(source: string): HiddenPlaceholders {
  const hidden: string[] = []
  const text = source.replace(placeholderPattern, (token, offset: number) => {
    const name = `${sign}${hidden.push(token) - 1}zq`
    if (token.startsWith('[')) return name
    // It becomes a whole address: as one it is linked where it stands alone. The author may have written a scheme before it.
    return source.endsWith('://', offset) ? `${name}.test` : `https://${name}.invalid`
  })
  if (hidden.length === 0) return { text: source, reveal: (shown) => shown, count: 0 }
  return { text, count: hidden.length, reveal: (shown) => (shown.includes(sign) ? putBack(shown, hidden) : shown) }
}

function putBack(text: string, hidden: readonly string[]): string {
  return text.replace(signPattern, (written, whole: string | undefined, part: string) => {
    const number = whole ?? part
    const token = hidden[Number(number)]
    if (token === undefined) return written
    // A `.test` behind the name of a host is the author's own.
    return token.startsWith('{') ? token : written.replace(`${sign}${number}zq`, token)
  })
}
