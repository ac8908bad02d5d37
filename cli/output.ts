/** Where a command writes; a test collects it. */
export interface Output {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** A command's own failure: a sentence for whoever typed it, no stack. */
export class CommandError extends Error {}

/** Text of a stranger's file on a terminal: nothing in it may move the cursor or turn the reading direction. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this takes away
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '�')
}
