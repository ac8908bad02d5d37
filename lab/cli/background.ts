import { closeSync, openSync, readFileSync } from 'node:fs'

const terminal = '/dev/tty'

/**
 * To be called before anything is written. At its end Node puts a terminal back into the state that it found at its start; a program
 * that is started with `&` finds it as the shell's prompt reads keys, without echo, and would leave it so whenever it ends. In
 * the background our three descriptors of the terminal are therefore opened anew under its other name, which Node leaves alone.
 */
export function leaveTerminalAlone(): void {
  if (!inBackground()) return
  const { isatty } = process.getBuiltinModule('node:tty')
  const ours = [0, 1, 2].filter((fd) => isatty(fd))
  let spare: number
  try {
    spare = openSync(terminal, 'r+')
  } catch {
    return // No terminal is ours to spoil.
  }
  for (const fd of ours) {
    closeSync(fd)
    // Takes the lowest free number: the one just closed.
    openSync(terminal, 'r+')
  }
  closeSync(spare)
}

/** Whether another group of processes has the terminal. */
function inBackground(): boolean {
  let stat: string
  try {
    stat = readFileSync('/proc/self/stat', 'latin1')
  } catch {
    return false // Not Linux.
  }
  // Behind the name, which may hold blanks and brackets: state, parent, group, session, terminal, the group that has it (proc(5)).
  const [, , group, , device, foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return device !== '0' && foreground !== '-1' && group !== foreground
}
