/** Escapes of Go's strings, without their quotes. */
const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', '"': '"', "'": "'" }
const escape = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/gs

/** What a string in quotes says; nothing is special between backquotes. */
export function unquote(text: string): string {
  const inner = text.slice(1, -1)
  if (text.startsWith('`')) return inner
  return inner.replace(escape, (written: string) => {
    const code = /^\\(?:[xuU]([0-9a-fA-F]+)|([0-7]+))$/.exec(written)
    if (!code) return escapes[written.slice(1)] ?? written
    return character(code[1] === undefined ? Number.parseInt(code[2] ?? '0', 8) : Number.parseInt(code[1], 16))
  })
}

/** Halves of surrogate pairs and what lies beyond Unicode are no characters. */
function character(code: number): string {
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code)
}

/** A number as Go reads it: decimal, hexadecimal, octal with a leading zero, Inf, NaN. Undefined for what is none. */
export function parseNumber(text: string): number | undefined {
  if (/^inf$/i.test(text)) return Infinity
  if (/^nan$/i.test(text)) return Number.NaN
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8)
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return Number(text)
  return /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined
}
