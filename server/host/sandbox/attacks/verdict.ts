/** How an attack went on one driver. */
export type Verdict =
  | { readonly kind: 'held'; readonly detail: string }
  | { readonly kind: 'breached'; readonly detail: string }
  | { readonly kind: 'skipped'; readonly detail: string }

/** Reads what the program inside printed last; one that did not come to an end was stopped by something, and says nothing. */
export function readVerdict(output: string): Verdict | undefined {
  const line = output.split(/\r?\n/).findLast((text) => text.startsWith('VERDICT '))
  if (!line) return undefined
  const parsed: unknown = JSON.parse(line.slice('VERDICT '.length))
  if (typeof parsed !== 'object' || parsed === null || !('held' in parsed) || !('detail' in parsed)) return undefined
  return { kind: parsed.held === true ? 'held' : 'breached', detail: String(parsed.detail) }
}
