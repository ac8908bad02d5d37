import { existsSync } from 'node:fs'

/**
 * A command that is started without any descriptor of ours but its standard streams. node-pty leaves its ends of terminals
 * open for every program that Node starts, and beyond a gap in their numbers for other terminals too: whoever has one
 * types into somebody else's shell. Only bash can close what has more than one digit.
 */
export function withoutOurDescriptors(command: readonly string[]): readonly string[] {
  return bash ? [bash, '--norc', '--noprofile', '-c', `${closeFrom(3)}exec "$@"`, 'rehearsal', ...command] : command
}

const bash = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash'].find((path) => existsSync(path))

/** The same as a line for a script that goes on after it. */
export function closeFrom(first: number): string {
  return `for f in /dev/fd/*; do n=\${f##*/}; if (( n >= ${first} )); then eval "exec $n>&-"; fi; done\n`
}
