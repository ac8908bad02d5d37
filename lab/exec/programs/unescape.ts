const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', a: '\x07', b: '\b', e: '\x1b', '"': '"', '0': '\0' }

/** What `echo -e`, `printf` and `curl -w` make of backslashes. */
export function unescape(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{1,2}|.)/g, (whole, one: string) => (one.length > 1 ? String.fromCharCode(Number.parseInt(one.slice(1), 16)) : (letters[one] ?? whole)))
}
