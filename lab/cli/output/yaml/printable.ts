/** What go-yaml 2 writes as it is; tabs and everything beyond the basic plane are escaped. */
export function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code === 0x0a || (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code < 0xd800) || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff)
}
