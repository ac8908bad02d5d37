import { readAll, type Process } from '../process.ts'
import { promptLoop } from './prompt.ts'
import { endOfShell, Shell } from './shell.ts'

/** `sh -c SCRIPT`, a script on stdin, or lines that are asked for where stdin is a terminal. */
export async function runShell(process: Process): Promise<number> {
  const { args, name, env, cwd, view, terminal, err } = process
  const flags = args.findIndex((word) => !word.startsWith('-'))
  const options = (flags < 0 ? args : args.slice(0, flags)).filter((word) => !word.startsWith('--')).join('')
  const [script, ...positional] = flags < 0 ? [] : args.slice(flags)
  const shell = new Shell(view, { name, env, cwd, positional, startShell: runShell })
  if (options.includes('c')) {
    if (script !== undefined) return endOfShell(shell.runText(script, process))
    await err(`${name}: -c requires an argument\n`)
    return 2
  }
  if (script !== undefined) {
    await err(`${name}: ${script}: No such file or directory\n`)
    return 127
  }
  if (terminal) return promptLoop({ shell, terminal, streams: process })
  return endOfShell(shell.runText(await readAll(process.stdin), process))
}
