const usualFonts = 'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace'

/** Offered by name; any other that is installed on the learner's computer may be typed. */
export const knownFonts = ['Atkinson Hyperlegible Mono', 'Cascadia Code', 'Consolas', 'Courier New', 'DejaVu Sans Mono', 'Fira Code', 'Iosevka', 'JetBrains Mono', 'Menlo', 'OpenDyslexicMono', 'Source Code Pro', 'Ubuntu Mono'] as const

/** CSS font family for a font of the learner's choice, or the usual one when there is none; the usual ones stand behind it. */
export function terminalFont(name: string): string {
  return name === '' ? usualFonts : `"${name}", ${usualFonts}`
}

/** A name as a style may hold it; whatever could end a CSS string is dropped. */
export function cleanFontName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '').slice(0, 60).trimStart()
}
