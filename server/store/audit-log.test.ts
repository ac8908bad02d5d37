import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openAuditLog, type AuditEntry } from './audit-log.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'audit-')) })
afterEach(() => rmSync(folder, { recursive: true }))

const refused = (action: string): AuditEntry => ({ what: 'refused', action, code: 'not-found', address: '127.0.0.1' })
const lines = (path: string) => readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line))

it('appends one line per event, over restarts', async () => {
  const path = join(folder, 'deep', 'audit.jsonl')
  for (const action of ['first', 'second']) {
    const log = openAuditLog({ path, now: () => 0, onFailure: (error) => { throw error } })
    log.write(refused(action))
    await log.close()
  }
  expect(lines(path)).toEqual(['first', 'second'].map((action) => ({ at: '1970-01-01T00:00:00.000Z', ...refused(action) })))
})

it('keeps one older file when the limit is reached', async () => {
  const path = join(folder, 'audit.jsonl')
  const log = openAuditLog({ path, now: () => 0, maxBytes: 250, onFailure: (error) => { throw error } })
  for (const action of ['a', 'b', 'c']) log.write(refused(action))
  await log.close()
  expect([...lines(`${path}.1`), ...lines(path)].map((entry) => entry.action)).toEqual(['a', 'b', 'c'])
})

it('tells once when it cannot write, and the player goes on', async () => {
  const failures: Error[] = []
  let told = () => {}
  const once = new Promise<void>((resolve) => { told = resolve })
  // A folder stands where the file should be: the same error for root and for others.
  const log = openAuditLog({ path: folder, now: () => 0, onFailure: (error) => { failures.push(error); told() } })
  log.write(refused('lost'))
  await once
  log.write(refused('lost too'))
  await log.close()
  expect(failures).toHaveLength(1)
})
