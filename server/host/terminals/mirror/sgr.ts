import type { Attributes } from './internals.ts'

/** xterm.js's mode of a colour that was set by 30–37, 90–97 and their like. */
const namedColors = 0x1000000
/** Where xterm.js keeps the style of an underline. */
const styleBits = 0x1c000000
const styleShift = 26
/** Where it keeps the kind of a colour: all set for RGB. */
const modeBits = 0x3000000

/** SGR parameters of the looks that are on or off, in the order of their codes. */
const flags: readonly [(attributes: Attributes) => number, number][] = [
  [(a) => a.isBold(), 1], [(a) => a.isDim(), 2], [(a) => a.isItalic(), 3], [(a) => a.isBlink(), 5],
  [(a) => a.isInverse(), 7], [(a) => a.isInvisible(), 8], [(a) => a.isStrikethrough(), 9], [(a) => a.isOverline(), 53],
]

/** The sequence that sets exactly these looks, whatever was set before. */
export function sgr(attributes: Attributes, withUnderlineColor = true): string {
  const codes = ['0', ...flags.filter(([isSet]) => isSet(attributes)).map(([, code]) => String(code))]
  const underline = underlineStyle(attributes)
  if (underline) codes.push(`4:${underline}`)
  if (attributes.isFgRGB()) codes.push(`38;2;${rgb(attributes.getFgColor())}`)
  else if (attributes.isFgPalette()) codes.push(palette(30, attributes.getFgColor(), attributes.getFgColorMode()))
  if (attributes.isBgRGB()) codes.push(`48;2;${rgb(attributes.getBgColor())}`)
  else if (attributes.isBgPalette()) codes.push(palette(40, attributes.getBgColor(), attributes.getBgColorMode()))
  const color = withUnderlineColor ? underlineColor(attributes) : undefined
  if (color) codes.push(color)
  return codes.length === 1 ? '\u001B[m' : `\u001B[${codes.join(';')}m`
}

/** Whether a character printed with `next` looks like `cell`: a colour of underlines shows only where there is one. */
export function looksLike(cell: Attributes, next: Attributes): boolean {
  const withColor = cell.isUnderline() !== 0 || next.isUnderline() !== 0
  return sgr(cell, withColor) === sgr(next, withColor)
}

/** Number of the link that a cell belongs to; 0 is none. */
export function linkOf(attributes: Attributes): number {
  return attributes.hasExtendedAttrs() ? attributes.extended.urlId : 0
}

// A link is drawn with dashes and says so when asked for its underline; what the program itself set stands in the bits.
function underlineStyle(attributes: Attributes): number {
  if (linkOf(attributes) === 0) return attributes.isUnderline() ? attributes.getUnderlineStyle() || 1 : 0
  return (attributes.extended._ext & styleBits) >>> styleShift
}

// Without a colour of its own an underline answers with the one of the text; -1 and no mode both mean "none".
function underlineColor({ extended }: Attributes): string | undefined {
  const mode = extended.underlineColor === -1 ? 0 : extended.underlineColor & modeBits
  if (mode === modeBits) return `58:2::${rgb(extended.underlineColor).replaceAll(';', ':')}`
  return mode === 0 ? undefined : `58:5:${extended.underlineColor & 0xff}`
}

/** Whether an empty cell with these looks differs from a fresh one: only its background shows. */
export function hasBackground(attributes: Attributes): boolean {
  return attributes.isBgRGB() || attributes.isBgPalette()
}

// The sixteen named colours stay named: bold makes them bright, and themes give them their own values.
function palette(base: number, color: number, mode: number): string {
  if (mode !== namedColors) return `${base + 8};5;${color}`
  return String(color < 8 ? base + color : base + 60 + color - 8)
}

function rgb(color: number): string {
  return `${(color >> 16) & 0xff};${(color >> 8) & 0xff};${color & 0xff}`
}
