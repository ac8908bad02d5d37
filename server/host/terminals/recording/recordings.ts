import { appendFile, mkdir, open, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * One file of a recording; calls are done in order. Nothing here rejects: a full disk must not end a terminal. What could be
 * written then stays as it is, in whole lines, until the file is removed.
 */
export interface RecordingFile {
  append(text: string): void
  /** Bytes from `at` on, as many as there are and at most `length`. */
  read(at: number, length: number): Promise<Uint8Array>
  remove(): Promise<void>
}

export interface Recordings {
  readonly quotaBytes: number
  file(session: string, terminal: string): RecordingFile
  /** All recordings of a session go. */
  removeSession(session: string): Promise<void>
}

/**
 * Recordings as files below a folder, for as long as their sessions live. What an earlier host left is removed.
 * @param quotaBytes of each terminal; 0 records nothing
 */
export async function openRecordings(folder: string, quotaBytes: number): Promise<Recordings> {
  await rm(folder, { recursive: true, force: true })
  return {
    quotaBytes,
    file: (session, terminal) => recordingFile(join(folder, session), terminal),
    removeSession: (session) => rm(join(folder, session), { recursive: true, force: true }),
  }
}

function recordingFile(folder: string, terminal: string): RecordingFile {
  const path = join(folder, `${terminal}.cast`)
  let last: Promise<unknown> = Promise.resolve()
  let complained = false
  /** Something is missing behind what there is: whatever came later would not fit to it. */
  let ended = false

  function inOrder<T>(task: () => Promise<T>, otherwise: T): Promise<T> {
    const done = last.then(task).catch((error: unknown) => {
      if (!complained) console.error(`A recording cannot be kept:`, error instanceof Error ? error.message : error)
      complained = true
      return otherwise
    })
    last = done
    return done
  }

  return {
    append(text) {
      void inOrder(async () => {
        if (ended) return
        ended = true
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await appendWhole(path, text)
        ended = false
      }, undefined)
    },
    read: (at, length) => inOrder(async () => {
      const file = await open(path)
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    }, new Uint8Array()),
    remove: () => inOrder(async () => {
      await rm(path, { force: true })
      ended = false
    }, undefined),
  }
}

/** All of a text or nothing: a disk that fills up takes a part of it. */
async function appendWhole(path: string, text: string): Promise<void> {
  const size = await stat(path).then((found) => found.size, () => 0)
  try {
    await appendFile(path, text, { mode: 0o600 })
  } catch (error) {
    await truncate(path, size).catch(() => undefined) // It was never made.
    throw error
  }
}
