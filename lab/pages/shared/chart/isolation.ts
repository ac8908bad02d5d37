/** Which series of a panel are drawn. Series that appear later follow the same rule. */
export type Visible =
  | { readonly kind: 'all' }
  | { readonly kind: 'only'; readonly keys: ReadonlySet<string> }
  | { readonly kind: 'except'; readonly keys: ReadonlySet<string> }

export interface LegendClick {
  readonly key: string
  /** With Ctrl, Cmd or Shift: adds or removes this one series. */
  readonly toggles: boolean
}

export const allVisible: Visible = { kind: 'all' }

export function isVisible(visible: Visible, key: string): boolean {
  return visible.kind === 'all' || visible.keys.has(key) === (visible.kind === 'only')
}

/**
 * What a click on a legend entry does: it isolates its series, and shows all again when that was the only one on screen.
 * @param present keys of the series in the legend
 */
export function clickLegend(visible: Visible, { key, toggles }: LegendClick, present: readonly string[]): Visible {
  if (toggles) return settled(toggled(visible, key), present)
  const alone = present.every((one) => isVisible(visible, one) === (one === key))
  // A panel with a single series has nothing to isolate it from.
  return alone ? allVisible : { kind: 'only', keys: new Set([key]) }
}

function toggled(visible: Visible, key: string): Visible {
  if (visible.kind === 'all') return { kind: 'except', keys: new Set([key]) }
  return { kind: visible.kind, keys: visible.keys.has(key) ? new Set([...visible.keys].filter((one) => one !== key)) : new Set([...visible.keys, key]) }
}

/** Nothing hidden is the same as all, and so is nothing left: an empty graph would look like missing data. */
function settled(visible: Visible, present: readonly string[]): Visible {
  const shown = present.filter((key) => isVisible(visible, key)).length
  return shown === 0 || shown === present.length ? allVisible : visible
}
