import { appendFileSync, mkdirSync, renameSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'

/** Something somebody did or was refused. Never contents: no commands, no output, no file names of learners. */
export type AuditEntry =
  | { readonly what: 'signed-in'; readonly person: string; readonly name: string; readonly role: string; readonly address: string }
  | { readonly what: 'session-started'; readonly person: string; readonly session: string; readonly scenario: string; readonly address: string }
  | { readonly what: 'session-ended'; readonly session: string; readonly reason: string }
  | { readonly what: 'refused'; readonly action: string; readonly code: string; readonly person?: string; readonly address: string }

export interface AuditLog {
  write(entry: AuditEntry): void
}

interface AuditLogOptions {
  readonly path: string
  readonly now: () => number
  /** Size at which the file is renamed to `<path>.1`, in bytes. One older file is kept. */
  readonly maxBytes?: number
  /** Called once per run of failures, e.g. when the disk is full. The player goes on without a log. */
  onFailure(error: Error): void
}

/**
 * JSON lines, one per event, appended and never rewritten. Written at once and in full: events are rare (a sign-in, a start,
 * a refusal), and the last lines before a crash are the ones that somebody will look for.
 */
export function openAuditLog({ path, now, maxBytes = 64 * 1024 * 1024, onFailure }: AuditLogOptions): AuditLog {
  let failing = false
  return {
    write(entry) {
      const line = `${JSON.stringify({ at: new Date(now()).toISOString(), ...entry })}\n`
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
        const isFull = bytes > 0 && bytes + line.length > maxBytes
        if (isFull) renameSync(path, `${path}.1`)
        appendLine(path, line, isFull ? 0 : bytes)
        failing = false
      } catch (cause) {
        if (!failing) onFailure(new Error(`The audit log cannot be written (${path})`, { cause }))
        failing = true
      }
    },
  }
}

// A disk that fills up takes a part of the line, and the next one would be written behind it.
function appendLine(path: string, line: string, bytes: number): void {
  try {
    appendFileSync(path, line, { mode: 0o600 })
  } catch (error) {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > bytes) truncateSync(path, bytes)
    throw error
  }
}
