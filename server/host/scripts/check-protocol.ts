/**
 * How a check says that it passed. Katacoda looked for the word `done` in its output, and such scripts end with 0 even
 * when they fail; Killercoda looks at the exit status only. A script that prints the word means the former.
 */
export type CheckProtocol = 'prints-done' | 'exit-status'

const printsDone = /\b(?:echo|printf)[ \t]+(?:-[a-zA-Z]+[ \t]+)*["']?done\b/i

export function checkProtocol(script: string): CheckProtocol {
  return printsDone.test(withoutComments(script)) ? 'prints-done' : 'exit-status'
}

/** Whether a check passed. A script that prints the word and ends with 0 passes under either. */
export function hasPassed(protocol: CheckProtocol, { code, stdout }: { readonly code: number; readonly stdout: string }): boolean {
  return protocol === 'prints-done' ? /\bdone\b/i.test(stdout) : code === 0
}

function withoutComments(script: string): string {
  return script.replaceAll(/^[ \t]*#.*$/gm, '')
}
