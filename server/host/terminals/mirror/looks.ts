import type { Settings } from './settings.ts'

const colours: ReadonlyMap<string, string> = new Map([['38', 'foreground'], ['48', 'background'], ['58', 'underline']])
const highest = 107

/**
 * Notes what `CSI … m` sets. Returns false when it holds what terminals read in different ways.
 * @param numbers what stands between `CSI` and `m`
 */
export function readLooks(settings: Settings, numbers: string): boolean {
  const fields = numbers.split(';')
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? ''
    if (field === '' || /^0+$/.test(field)) settings.resetLooks()
    else if (colours.has(field)) {
      const length = colourLength(fields, at)
      if (length === 0) return false
      settings.setLooks(colours.get(field) ?? '', fields.slice(at, at + length).join(';'))
      at += length - 1
    } else {
      const name = nameOf(field)
      if (name === undefined) return false
      settings.setLooks(name, field)
    }
  }
  return true
}

// `38;5;n` and `38;2;r;g;b`; anything else is not agreed on.
function colourLength(fields: readonly string[], at: number): number {
  const length = fields[at + 1] === '5' ? 3 : fields[at + 1] === '2' ? 5 : 0
  const numbers = fields.slice(at + 2, at + length)
  return length > 0 && numbers.length === length - 2 && numbers.every((number) => /^\d{1,3}$/.test(number)) ? length : 0
}

function nameOf(field: string): string | undefined {
  const colour = /^(38|48|58):(?:5:\d{1,3}|2:\d{0,3}:\d{1,3}:\d{1,3}:\d{1,3}|2:\d{1,3}:\d{1,3}:\d{1,3})$/.exec(field)?.[1]
  if (colour !== undefined) return colours.get(colour)
  if (/^4:[0-5]$/.test(field)) return '4'
  if (!/^\d{1,3}$/.test(field) || Number(field) > highest) return undefined
  const number = Number(field)
  if (number >= 90) return number < 100 ? 'foreground' : 'background'
  if (number === 59) return 'underline'
  if (number < 30 || number >= 50) return String(number)
  return number < 40 ? 'foreground' : 'background'
}
