import { absolutePath } from '../files.ts'
import type { Streams } from '../process.ts'
import { findProgram, shellNames } from '../programs.ts'
import { LoopJump, ShellExit } from './jumps.ts'
import { readLine } from './read-line.ts'
import type { Shell } from './shell.ts'

type Builtin = (shell: Shell, args: readonly string[], streams: Streams) => Promise<number>

/** Commands that change the shell itself. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ':': async () => 0,
  cd,
  exit: async (shell, [status]) => {
    throw new ShellExit(status === undefined ? shell.status : Number(status) & 255)
  },
  break: async (_shell, [levels = '1']) => {
    throw new LoopJump('break', Number(levels) || 1)
  },
  continue: async (_shell, [levels = '1']) => {
    throw new LoopJump('continue', Number(levels) || 1)
  },
  export: exportNames,
  unset: async (shell, names) => {
    for (const name of names) shell.variables.delete(name)
    return 0
  },
  set: async () => 0,
  command: lookUp,
  type: lookUp,
  which: lookUp,
  read: readVariables,
}

async function cd(shell: Shell, [folder = '/']: readonly string[], { err }: Streams): Promise<number> {
  const path = absolutePath(folder, shell.cwd)
  if (!shell.view.files.isFolder(path)) {
    await err(shell.name === 'bash' ? `bash: cd: ${folder}: No such file or directory\n` : `${shell.prefix}cd: can't cd to ${folder}\n`)
    return shell.name === 'bash' ? 1 : 2
  }
  shell.cwd = path
  return 0
}

async function exportNames(shell: Shell, words: readonly string[]): Promise<number> {
  for (const word of words) {
    const equals = word.indexOf('=')
    const name = equals < 0 ? word : word.slice(0, equals)
    if (equals >= 0) shell.variables.set(name, word.slice(equals + 1))
    shell.exported.add(name)
  }
  return 0
}

/** Where a program is: `which curl`, `command -v curl`. */
async function lookUp(shell: Shell, args: readonly string[], { out }: Streams): Promise<number> {
  let status = 0
  for (const name of args.filter((word) => !word.startsWith('-'))) {
    if (shellNames.includes(name) || findProgram(name, shell.view.container)) await out(`/usr/bin/${name}\n`)
    else status = 1
  }
  return status
}

async function readVariables(shell: Shell, args: readonly string[], { stdin }: Streams): Promise<number> {
  const names = args.filter((word) => !word.startsWith('-'))
  const line = await readLine(stdin)
  if (line === undefined) return 1
  const words = line.trim().split(/\s+/)
  for (const [at, name] of (names.length === 0 ? ['REPLY'] : names).entries()) {
    shell.variables.set(name, at === names.length - 1 || names.length === 0 ? words.slice(at).join(' ') : (words[at] ?? ''))
  }
  return 0
}
