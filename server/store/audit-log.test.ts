import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openAuditLog, type AuditEntry } from './audit-log.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'audit-')) })
afterEach(() => rmSync(folder, { recursive: true }))

const refused = (action: string): AuditEntry => ({ what: 'refused', action, code: 'not-found', address: '127.0.0.1' })
const lines = (path: string) => readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line))

it('appends one line per event, over restarts', () => {
  const path = join(folder, 'deep', 'audit.jsonl')
  for (const action of ['first', 'second']) {
    const log = openAuditLog({ path, now: () => 0, onFailure: (error) => { throw error } })
    log.write(refused(action))
  }
  expect(lines(path)).toEqual(['first', 'second'].map((action) => ({ at: '1970-01-01T00:00:00.000Z', ...refused(action) })))
})

it('keeps one older file when the limit is reached', () => {
  const path = join(folder, 'audit.jsonl')
  const log = openAuditLog({ path, now: () => 0, maxBytes: 250, onFailure: (error) => { throw error } })
  for (const action of ['a', 'b', 'c']) log.write(refused(action))
  expect([...lines(`${path}.1`), ...lines(path)].map((entry) => entry.action)).toEqual(['a', 'b', 'c'])
})

it('tells once when it cannot write, and again after it could', () => {
  const path = join(folder, 'audit.jsonl')
  const failures: Error[] = []
  const log = openAuditLog({ path, now: () => 0, onFailure: (error) => failures.push(error) })
  // A folder stands where the file should be: the same error for root and for others.
  mkdirSync(path)
  log.write(refused('lost'))
  log.write(refused('lost too'))
  expect(failures.map(String)).toEqual([`Error: The audit log cannot be written (${path})`])
  rmSync(path, { recursive: true })
  log.write(refused('kept'))
  expect(lines(path)).toHaveLength(1)
})
