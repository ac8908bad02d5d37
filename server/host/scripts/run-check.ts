import { randomUUID } from 'node:crypto'
import { stripVTControlCharacters } from 'node:util'
import type { CheckVerdict } from '../../../lib/protocol/events.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { checkProtocol, hasPassed } from './check-protocol.ts'
import { runScript, scriptFolder } from './run-script.ts'

/** Bytes of a check's output that a learner gets to see. */
const maxCheckOutput = 64 * 1024
const maxReason = 4 * 1024

export interface CheckOptions {
  readonly text: string
  readonly timeoutMs: number
}

/** Runs a check and everything it starts to an end, and says whether the learner may go on. */
export async function runCheck(sandbox: Sandbox, { text, timeoutMs }: CheckOptions): Promise<CheckVerdict> {
  if (text.trim() === '') return { passed: true, message: passedText, output: '' }
  const reasonFile = `${scriptFolder(sandbox.home)}/${randomUUID()}.reason`
  const printed: Buffer[] = []
  const { code, stdout, timedOut, truncated } = await runScript(sandbox, {
    text,
    timeoutMs,
    maxOutputBytes: maxCheckOutput,
    killChildren: true,
    env: { VERIFICATION_FAILURE_REASON: reasonFile },
    onOutput: (chunk) => printed.push(chunk),
  })
  const passed = !timedOut && hasPassed(checkProtocol(text), { code, stdout: stdout.toString() })
  const reason = passed ? '' : await takeReason(sandbox, reasonFile)
  const output = stripVTControlCharacters(Buffer.concat(printed).toString()) + (truncated ? '\n… the rest was cut off.\n' : '')
  return { passed, output, message: passed ? passedText : reason || (timedOut ? timedOutText(timeoutMs) : failedText) }
}

const passedText = 'That is right.'
const failedText = 'Not quite yet. Read the task once more, then check again.'

function timedOutText(timeoutMs: number): string {
  return `The check was stopped after ${Math.round(timeoutMs / 1000)} seconds without an answer. Check again; if it goes on, something it waits for is missing.`
}

// Written by the check, inside; read inside too, for the same reason as every file.
async function takeReason(sandbox: Sandbox, path: string): Promise<string> {
  const { stdout } = await sandbox.exec({ command: ['/bin/sh', '-c', '[ -f "$1" ] && cat < "$1"; rm -f "$1"', 'sh', path], timeoutMs: 10_000, maxOutputBytes: maxReason, killChildren: true })
  return stripVTControlCharacters(stdout.toString()).trim()
}
