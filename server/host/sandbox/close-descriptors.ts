import { closeSync, existsSync, openSync, readdirSync } from 'node:fs'

/**
 * A command that is started without any descriptor of ours but its standard streams. node-pty leaves its ends of terminals
 * open for every program that Node starts, and beyond a gap in their numbers for other terminals too: whoever has one
 * types into somebody else's shell. Only bash can close what has more than one digit.
 */
export function withoutOurDescriptors(command: readonly string[]): readonly string[] {
  return bash ? [bash, '--norc', '--noprofile', '-c', `${closeFrom(3)}exec "$@"`, 'rehearsal', ...command] : command
}

const bash = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash'].find((path) => existsSync(path))

/**
 * Calls `start`, which starts a program by node-pty, while our descriptors have no gap up to `last`: node-pty lets a program have
 * none that it finds, but looks for them up to the first gap only. A bash less than by a command that closes them itself.
 * @param last highest number of a terminal's descriptor, which node-pty leaves open for every program
 * @param start told whether it must do so all the same
 */
export function withoutGaps<T>(last: number, start: (hasGaps: boolean) => T): T {
  const fillers: number[] = []
  try {
    return start(!fillGaps(fillers, last))
  } finally {
    for (const filler of fillers) closeSync(filler)
  }
}

/** No descriptor that whoever started us left open has a higher number; what Node opens itself no program gets. */
let inherited: number | undefined

function fillGaps(fillers: number[], last: number): boolean {
  try {
    inherited ??= readdirSync('/proc/self/fd').reduce((most, name) => Math.max(most, Number(name)), 0)
    // A new one gets the lowest number that is free.
    while ((fillers.at(-1) ?? 0) < Math.max(last, inherited)) fillers.push(openSync('/dev/null', 'r'))
    return true
  } catch {
    return false // No /proc as on macOS, or no more descriptors to be had.
  }
}

/** What `withoutOurDescriptors` does, as a line for a script that goes on after it. */
export function closeFrom(first: number): string {
  return `for f in /dev/fd/*; do n=\${f##*/}; if (( n >= ${first} )); then eval "exec $n>&-"; fi; done\n`
}
