/** What could be written at the cursor. */
export type Wanted =
  | { readonly kind: 'name' }
  | { readonly kind: 'label'; readonly metric?: string }
  | { readonly kind: 'value'; readonly label: string; readonly metric?: string }

export interface Completion {
  readonly wanted: Wanted
  /** Where the word at the cursor begins. */
  readonly from: number
  readonly word: string
}

interface Open {
  readonly bracket: string
  /** The name before it. */
  readonly before: string
}

const labelLists = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right'])

/** What is being written where an expression is cut off; undefined inside of durations, numbers and free text. */
export function completionAt(text: string, cursor: number): Completion | undefined {
  const { open, string, comment } = scan(text.slice(0, cursor))
  const inside = open.at(-1)
  if (comment || inside?.bracket === '[') return undefined
  if (string) {
    if (inside?.bracket !== '{') return undefined
    const label = /([A-Za-z_]\w*)\s*(?:=~|!~|!=|=)\s*$/.exec(text.slice(0, string.from - 1))?.[1]
    return label === undefined ? undefined : { wanted: { kind: 'value', label, ...metricOf(inside) }, from: string.from, word: text.slice(string.from, cursor) }
  }
  const word = /[A-Za-z_:][\w:]*$/.exec(text.slice(0, cursor))?.[0] ?? ''
  const from = cursor - word.length
  // `5m` and `0x1f` are numbers, though they end in letters.
  if (/[\d.]/.test(text[from - 1] ?? '')) return undefined
  if (inside?.bracket === '{') return /[{,]\s*$/.test(text.slice(0, from)) ? { wanted: { kind: 'label', ...metricOf(inside) }, from, word } : undefined
  if (inside?.bracket === '(' && labelLists.has(inside.before.toLowerCase())) return { wanted: { kind: 'label' }, from, word }
  return { wanted: { kind: 'name' }, from, word }
}

function metricOf({ before }: Open): { readonly metric?: string } {
  return before === '' ? {} : { metric: before }
}

/** Brackets that are open at the end, and the string in which it lies. */
function scan(text: string): { readonly open: readonly Open[]; readonly string: { readonly from: number } | undefined; readonly comment: boolean } {
  const open: Open[] = []
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (character === '#') {
      const end = text.indexOf('\n', at)
      if (end < 0) return { open, string: undefined, comment: true }
      at = end
    } else if ('"\'`'.includes(character)) {
      const end = endOfString(text, at)
      if (end < 0) return { open, string: { from: at + 1 }, comment: false }
      at = end
    } else if ('([{'.includes(character)) {
      open.push({ bracket: character, before: /([A-Za-z_:][\w:]*)\s*$/.exec(text.slice(0, at))?.[1] ?? '' })
    } else if (')]}'.includes(character)) {
      open.pop()
    }
  }
  return { open, string: undefined, comment: false }
}

function endOfString(text: string, from: number): number {
  const quote = text[from]
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote !== '`') at += 1
    else if (text[at] === quote) return at
  }
  return -1
}

const mostOffers = 60

/** Names that have the word in them, those that begin with it first. */
export function rank(names: readonly string[], word: string): readonly string[] {
  const wanted = word.toLowerCase()
  const found = names.filter((name) => name.toLowerCase().includes(wanted))
  const starts = (name: string) => (name.toLowerCase().startsWith(wanted) ? 0 : 1)
  return found.toSorted((a, b) => starts(a) - starts(b)).slice(0, mostOffers)
}

/** The text with an offer in the place of the word, and where the cursor stands then. */
export function accept(text: string, { wanted, from, word }: Completion, offer: string): { readonly text: string; readonly cursor: number } {
  const rest = text.slice(from + word.length)
  const inserted = wanted.kind === 'value' ? offer.replaceAll('\\', '\\\\').replaceAll('"', '\\"') : offer
  return { text: text.slice(0, from) + inserted + rest, cursor: from + inserted.length }
}
