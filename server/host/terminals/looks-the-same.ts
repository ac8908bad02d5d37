import type { Size } from './viewers.ts'

/** More than that is no greeting and prompt. */
const mostBytes = 4 * 1024

// oxlint-disable no-control-regex -- escapes are what this looks for
/** What says something about text or terminal and moves no cursor: OSC, colours, some modes, questions, charsets. */
const still = /\u001B(?:\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\[[\d;:]*m|\[\?(?:1|12|25|2004)[hl]|\[[>=?]?[\d;]*[cn]|[=>]|[()][AB0])/g
/** Every other control character but bell, tab and the two that end a line. */
const moving = /[\u0000-\u0006\u0008\u000B\u000C\u000E-\u001F\u007F\u0080-\u009F]/
// oxlint-enable no-control-regex

const tabWidth = 8

/** Whether output is sure to look the same when it is printed on a screen of this size as after a change to it: a few short lines. */
export function looksTheSame(output: Uint8Array, { cols, rows }: Size): boolean {
  if (output.length > mostBytes) return false
  const text = Buffer.from(output).toString('latin1').replaceAll(still, '')
  // Read byte by byte, the second half of a character may look like a control character; its length is never too small.
  if (moving.test(text.replaceAll(/[\u00C2-\u00F4][\u0080-\u00BF]{1,3}/g, '??'))) return false
  const lines = text.split('\n')
  return lines.length < rows && lines.every((line) => line.length + (line.split('\t').length - 1) * tabWidth < cols)
}
