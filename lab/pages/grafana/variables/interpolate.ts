/** Chosen values by variable. */
export type Values = Readonly<Record<string, readonly string[]>>

/**
 * An expression with values in the place of `$name`, `${name}` and `[[name]]`: one alternative each, escaped as regular
 * expressions inside PromQL strings are. A variable without a value matches everything.
 */
export function interpolate(expr: string, values: Values): string {
  return expr.replace(/\$\{(\w+)\}|\[\[(\w+)\]\]|\$([A-Za-z_]\w*)/g, (whole, braced: string | undefined, bracketed: string | undefined, bare: string | undefined) => {
    const chosen = values[braced ?? bracketed ?? bare ?? '']
    if (!chosen) return whole
    return chosen.length === 0 ? '.*' : chosen.map(escapeValue).join('|')
  })
}

function escapeValue(value: string): string {
  // Once for the regular expression, once more for the string that it stands in.
  return value.replace(/[\\^$*+?.()|[\]{}]/g, '\\$&').replaceAll('\\', '\\\\').replaceAll('"', '\\"')
}
