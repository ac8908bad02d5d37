import type { Io } from '../io.ts'

const printed = new WeakMap<object, Set<string>>()

/** Prints `Warning: 299 - "text"` headers, each text once a command. */
export function printWarnings(io: Pick<Io, 'err'>, header: string | string[] | undefined): void {
  if (header === undefined) return
  const seen = printed.get(io) ?? new Set<string>()
  printed.set(io, seen)
  for (const [, quoted = ''] of [header].flat().join(', ').matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g)) {
    const text = quoted.replace(/\\(.)/g, '$1')
    if (seen.has(text)) continue
    seen.add(text)
    io.err(`Warning: ${text}\n`)
  }
}
