export type KeyAction =
  | { readonly kind: 'terminal' }
  | { readonly kind: 'steps' }
  | { readonly kind: 'transcript' }
  | { readonly kind: 'help' }
  | { readonly kind: 'turn'; readonly by: 1 | -1 }
  | { readonly kind: 'step'; readonly number: number }

interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

interface Moment {
  /** The key pressed before. */
  readonly before: string
  /** The focus is where text is written. */
  readonly typing: boolean
  /** The focus is in a part of the page that one leaves by the key that leaves a terminal. */
  readonly leavable?: boolean
}

/** What a key means to the page; undefined when it is none of ours. */
export function keyAction({ key, ctrlKey, shiftKey, altKey, metaKey }: Press, { before, typing, leavable = false }: Moment): KeyAction | undefined {
  if (ctrlKey && shiftKey && !altKey && !metaKey && key === 'ArrowLeft' && (leavable || !typing)) return { kind: 'steps' }
  if (typing || altKey || metaKey) return undefined
  if (ctrlKey) return shiftKey && key === 'ArrowRight' ? { kind: 'terminal' } : undefined
  if (key === '?') return { kind: 'help' }
  if (before !== 'g') return undefined
  if (key === 't') return { kind: 'terminal' }
  if (key === 'c') return { kind: 'transcript' }
  if (key === 'n') return { kind: 'turn', by: 1 }
  if (key === 'p') return { kind: 'turn', by: -1 }
  return /^[1-9]$/.test(key) ? { kind: 'step', number: Number(key) } : undefined
}
