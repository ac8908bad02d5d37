/** How a flag reads its value. `list` splits at commas and may be repeated, `array` is only repeated. */
export type FlagType = 'string' | 'bool' | 'int' | 'duration' | 'list' | 'array'

/** A flag of a command, as a row of its table. */
export interface Flag {
  readonly name: string
  readonly short?: string
  readonly type: FlagType
  /** Value when the flag is absent, as it would be typed; `false`, `0`, `''` or nothing for its type otherwise. */
  readonly standard?: string
  /** Value when the flag stands alone: `--dry-run` means `--dry-run=unchanged`. Booleans have `true`. */
  readonly alone?: string
  readonly usage: string
  /** The command refuses to run without it. */
  readonly required?: boolean
  readonly hidden?: boolean
}

type Extra = Partial<Omit<Flag, 'name' | 'type' | 'usage'>>

/** Builders that keep a command's table short: `text('output', 'o', 'Output format')`; an empty short name means none. */
export const text = flagOf('string')
export const bool = flagOf('bool')
export const int = flagOf('int')
export const duration = flagOf('duration')
export const list = flagOf('list')
export const array = flagOf('array')

function flagOf(type: FlagType) {
  return (name: string, short: string, usage: string, extra: Extra = {}): Flag => (
    { name, type, usage, ...(short === '' ? {} : { short }), ...(type === 'bool' ? { alone: 'true' } : {}), ...extra }
  )
}
