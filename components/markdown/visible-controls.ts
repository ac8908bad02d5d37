/** A run of text as it is, or one character that would not show, with a sign and a name for it. */
export type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'control'; readonly sign: string; readonly name: string }

// C0 without tab and newline, DEL, C1; characters that turn the reading direction; those without any width.
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u

const names: Readonly<Record<number, string>> = {
  0x00: 'NUL', 0x03: 'Ctrl-C', 0x04: 'Ctrl-D', 0x07: 'BEL', 0x08: 'backspace', 0x0d: 'carriage return', 0x1b: 'ESC', 0x7f: 'DEL',
  0x200b: 'zero width space', 0x200c: 'zero width non-joiner', 0x200d: 'zero width joiner', 0x200e: 'left-to-right mark', 0x200f: 'right-to-left mark',
  0x202a: 'left-to-right embedding', 0x202b: 'right-to-left embedding', 0x202c: 'end of direction', 0x202d: 'left-to-right override', 0x202e: 'right-to-left override',
  0x2066: 'left-to-right isolate', 0x2067: 'right-to-left isolate', 0x2068: 'first strong isolate', 0x2069: 'end of isolate', 0xfeff: 'byte order mark',
}

/** Splits text so that characters which would deceive the eye can be drawn: what is shown is what will be typed. */
export function visibleControls(text: string): readonly Piece[] {
  if (!hidden.test(text)) return [{ kind: 'text', text }]
  const pieces: Piece[] = []
  let plain = ''
  for (const character of text) {
    if (!hidden.test(character)) {
      plain += character
      continue
    }
    if (plain) pieces.push({ kind: 'text', text: plain })
    plain = ''
    pieces.push(control(character.codePointAt(0) ?? 0))
  }
  return plain ? [...pieces, { kind: 'text', text: plain }] : pieces
}

function control(code: number): Piece {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  const name = names[code]
  return { kind: 'control', sign: signOf(code, hex), name: name ? `${hex} ${name}` : hex }
}

// Unicode has pictures of the first control characters: ␛.
function signOf(code: number, hex: string): string {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  return code === 0x7f ? '\u2421' : hex
}
