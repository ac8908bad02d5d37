import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs'
import { dirname } from 'node:path'

/** Something somebody did or was refused. Never contents: no commands, no output, no file names of learners. */
export type AuditEntry =
  | { readonly what: 'signed-in'; readonly person: string; readonly name: string; readonly role: string; readonly address: string }
  | { readonly what: 'session-started'; readonly person: string; readonly session: string; readonly scenario: string; readonly address: string }
  | { readonly what: 'session-ended'; readonly session: string; readonly reason: string }
  | { readonly what: 'refused'; readonly action: string; readonly code: string; readonly person?: string; readonly address: string }

export interface AuditLog {
  write(entry: AuditEntry): void
  close(): Promise<void>
}

interface AuditLogOptions {
  readonly path: string
  readonly now: () => number
  /** Size at which the file is renamed to `<path>.1`, in bytes. One older file is kept. */
  readonly maxBytes?: number
  /** Called once per run of failures, e.g. when the disk is full. The player goes on without a log. */
  onFailure(error: Error): void
}

/** JSON lines, one per event, appended and never rewritten. */
export function openAuditLog({ path, now, maxBytes = 64 * 1024 * 1024, onFailure }: AuditLogOptions): AuditLog {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let bytes = sizeOf(path)
  let stream = open()
  let failing = false

  function open(): WriteStream {
    const opened = createWriteStream(path, { flags: 'a', mode: 0o600 })
    opened.on('error', fail)
    return opened
  }

  function fail(error: Error): void {
    if (!failing) onFailure(error)
    failing = true
  }

  function rotate(): void {
    stream.end()
    try {
      renameSync(path, `${path}.1`)
      bytes = 0
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)))
    }
    stream = open()
  }

  return {
    write(entry) {
      const line = `${JSON.stringify({ at: new Date(now()).toISOString(), ...entry })}\n`
      if (bytes > 0 && bytes + line.length > maxBytes) rotate()
      // A stream that failed once stays closed (disk full): a new one finds out whether space has come back.
      if (stream.destroyed) stream = open()
      bytes += line.length
      stream.write(line, (error) => {
        if (!error) failing = false
      })
    },
    close: () => new Promise((resolve) => {
      if (stream.destroyed) resolve()
      else stream.end(resolve)
    }),
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
