import { CliError } from '../../errors.ts'

/** Reads `a=b,c=d`. */
export function labelMap(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(',').filter((pair) => pair !== '').map((pair) => {
    const at = pair.indexOf('=')
    if (at <= 0) throw new CliError(`error: unexpected label spec: ${pair}`)
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  }))
}
