/** Beyond this, clocks differ for real: the header tells whole seconds only. */
const tolerance = 2000

/**
 * How far the server's clock is ahead of ours, from the `Date` header of an answer; 0 when it tells nothing or nearly the same.
 * A time range that ends at our "now" would show a hole at its end, or no data at all, where a laptop's clock is wrong.
 */
export function clockAhead(header: string | null, { sentMs, receivedMs }: { readonly sentMs: number; readonly receivedMs: number }): number {
  const server = Date.parse(header ?? '')
  if (Number.isNaN(server)) return 0
  // The header is cut to its second: half of one is the best guess at the rest.
  const ahead = server + 500 - (sentMs + receivedMs) / 2
  return Math.abs(ahead) > tolerance ? Math.round(ahead) : 0
}
