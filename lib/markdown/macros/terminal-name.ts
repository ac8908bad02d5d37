import type { Macro } from './macro.ts'

/** `{{execute server}}`: the terminal of that name in `environment.terminals`. */
export const terminalName: Macro = (word, _meaning, { terminals = [] }) => {
  const named = terminals.find((name) => name.toLowerCase() === word.toLowerCase())
  return named === undefined ? undefined : { target: named }
}
