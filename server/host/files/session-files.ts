import type { FileEntry } from '../../../lib/protocol/events.ts'
import type { RefusalCode } from '../../../lib/protocol/result.ts'
import { Refusal } from '../refusal.ts'
import { insideHome } from '../sandbox/home-path.ts'
import type { ExecResult, Sandbox } from '../sandbox/sandbox.ts'
import { parseListing } from './listing.ts'
import { listScript, readScript, statuses, writeScript } from './shell-scripts.ts'

/** The editor is for texts; a megabyte of one is more than anybody edits in a browser. */
const maxFileBytes = 1024 * 1024
const maxListingBytes = 1024 * 1024
const timeoutMs = 15_000

/**
 * The learner's files. Each call is a process inside the sandbox: a link that a learner makes leads where it leads for
 * them, never to a file of the host.
 */
export const sessionFiles = {
  /**
   * What is in a folder, not in those below it; names relative to it.
   * @throws Refusal
   */
  async list(sandbox: Sandbox, path: string): Promise<readonly FileEntry[]> {
    const result = await run(sandbox, { script: listScript, path, maxOutputBytes: maxListingBytes })
    return parseListing(result.stdout)
  },

  /** @throws Refusal for what is missing, no text, too long, or may not be read */
  async read(sandbox: Sandbox, path: string): Promise<string> {
    const { stdout, truncated } = await run(sandbox, { script: readScript, path, maxOutputBytes: maxFileBytes })
    if (truncated) throw refusalOf(statuses.tooLarge, path)
    return decode(stdout, path)
  },

  /**
   * Puts a text in the place of what was there, with the same mode and where a link leads; folders on the way are made.
   * When it fails the old text stays whole.
   * @throws Refusal
   */
  async write(sandbox: Sandbox, path: string, text: string): Promise<void> {
    const stdin = Buffer.from(text)
    if (stdin.length > maxFileBytes) throw refusalOf(statuses.tooLarge, path)
    await run(sandbox, { script: writeScript, path, stdin, maxOutputBytes: 4096 })
  },
}

interface Call {
  readonly script: string
  readonly path: string
  readonly stdin?: Uint8Array
  readonly maxOutputBytes: number
}

async function run(sandbox: Sandbox, { script, path, stdin, maxOutputBytes }: Call): Promise<ExecResult> {
  if (path.includes('\0')) throw new Refusal('bad-message', 'A path cannot hold a NUL character.')
  const result = await sandbox.exec({
    command: ['/bin/sh', '-c', script, 'sh', insideHome(path, sandbox.home), String(maxFileBytes)],
    stdin: stdin ?? new Uint8Array(),
    timeoutMs,
    maxOutputBytes,
    killChildren: true,
  })
  if (result.timedOut) throw new Refusal('timeout', `${path} took too long: the machine is busy, or its disk does not answer.`)
  if (result.code !== 0 && !result.truncated) throw refusalOf(result.code, path)
  return result
}

function decode(bytes: Buffer, path: string): string {
  if (bytes.includes(0)) throw refusalOf(statuses.notText, path)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw refusalOf(statuses.notText, path)
  }
}

const refusals: ReadonlyMap<number, readonly [RefusalCode, (path: string) => string]> = new Map([
  [statuses.missing, ['not-found', (path) => `There is no ${path} on your machine.`]],
  [statuses.folder, ['bad-message', (path) => `${path} is a folder, not a file.`]],
  [statuses.notOrdinary, ['bad-message', (path) => `${path} is no ordinary file (a device or a pipe), so the editor leaves it alone.`]],
  [statuses.noRight, ['forbidden', (path) => `You have no right to open or change ${path}.`]],
  [statuses.tooLarge, ['bad-message', (path) => `${path} is larger than 1 MiB, which is more than the editor takes. Use the terminal.`]],
  [statuses.notText, ['bad-message', (path) => `${path} is not a UTF-8 text, so the editor would damage it. Use the terminal.`]],
  [statuses.noSpace, ['failed', (path) => `${path} could not be saved: no space is left on your machine. What was there before is unchanged.`]],
])

function refusalOf(status: number, path: string): Refusal {
  const [code, sentence] = refusals.get(status) ?? ['failed', () => `${path} could not be reached (status ${status}).`]
  return new Refusal(code, sentence(path))
}
