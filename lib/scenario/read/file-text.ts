import { constants } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { makeProblem } from '../problems.ts'
import type { Problem } from '../scenario.ts'
import { isInside, reasonOf } from './walk.ts'

export type FileText =
  | { readonly ok: true; readonly text: string; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export interface TextFile {
  /** Real path of the repository. */
  readonly root: string
  /** Where the file lies on disk, from the index. */
  readonly realPath: string
  /** How problems name it. */
  readonly file: string
  readonly maxBytes: number
}

/** Reads a text file of a repository: UTF-8, at most `maxBytes`, line ends made `\n`. A mistake in it is a Problem, never thrown. */
export async function readFileText({ root, realPath, file, maxBytes }: TextFile): Promise<FileText> {
  try {
    const bytes = await readFileBytes({ root, realPath, maxBytes })
    if (typeof bytes !== 'number') return decodeText(bytes, file)
    return refuse('file-too-large', file, { limit: sizeText(maxBytes), size: sizeText(bytes) })
  } catch (error) {
    return refuse('file-unreadable', file, { reason: reasonOf(error) })
  }
}

/**
 * The bytes, or the size of a file that is too large.
 * @throws when it cannot be read, or lies outside of the repository by now
 */
export async function readFileBytes({ root, realPath: path, maxBytes }: Omit<TextFile, 'file'>): Promise<Buffer | number> {
  // The index may be older than the disk: a file replaced by a link must not lead out.
  if (!isInside(root, await realpath(path))) throw Object.assign(new Error('outside the repository'), { code: 'EXDEV' })
  // Without O_NONBLOCK opening a pipe would wait for a writer.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const { size } = await handle.stat()
    if (size > maxBytes) return size
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

/** Text of bytes that should be UTF-8; a byte order mark is skipped and Windows line ends become `\n`. */
function decodeText(bytes: Buffer, file: string): FileText {
  const problems: Problem[] = []
  const place = { file, line: 1, column: 1 }
  const text = bytes.toString('utf8')
  if (text.includes('\uFFFD')) {
    const byte = firstWrongByte(bytes, text)
    if (byte !== undefined) problems.push(makeProblem('file-not-utf8', place, { byte: String(byte) }))
  }
  const marked = text.startsWith('\uFEFF')
  if (marked) problems.push(makeProblem('byte-order-mark', place))
  return { ok: true, text: (marked ? text.slice(1) : text).replaceAll('\r\n', '\n').replaceAll('\r', '\n'), problems }
}

/** Offset of the first byte that is not UTF-8; undefined when the text really contains U+FFFD. */
function firstWrongByte(bytes: Buffer, text: string): number | undefined {
  const again = Buffer.from(text, 'utf8')
  if (again.equals(bytes)) return undefined
  const length = Math.min(again.length, bytes.length)
  for (let at = 0; at < length; at++) if (again[at] !== bytes[at]) return at
  return length
}

function refuse(code: 'file-too-large' | 'file-unreadable', file: string, args: Record<string, string>): FileText {
  return { ok: false, problems: [makeProblem(code, { file }, args)] }
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.ceil(bytes / 1024 / 1024)} MiB`
}
