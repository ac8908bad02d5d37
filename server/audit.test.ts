import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { joinAs, until } from './testing/learner.ts'
import { buildPrograms, startServer, type BuiltPrograms, type StartedServer } from './testing/start-server.ts'

const data = mkdtempSync(join(tmpdir(), 'audit-'))
let programs: BuiltPrograms
let server: StartedServer

beforeAll(async () => {
  programs = await buildPrograms()
  server = await startServer({ programs, data })
}, 120_000)

afterAll(async () => {
  await server.stop()
  programs.remove()
  rmSync(data, { recursive: true })
}, 60_000)

it('W15: the audit log says who had what from where, and each refusal once, without contents', async () => {
  const owner = await joinAs({ url: server.url })
  const other = await joinAs({ url: server.url })
  const theirs = owner.terminal
  const refused = async (event: 'terminal:rename' | 'recording:switch') => other.client.request(event, event === 'terminal:rename' ? { terminal: theirs, name: 'secret-name' } : { terminal: theirs, on: false })
  expect(await refused('terminal:rename')).toMatchObject({ ok: false, code: 'not-found' })
  expect(await refused('recording:switch')).toMatchObject({ ok: false, code: 'not-found' })
  expect(await other.client.request('files:read', { path: '/secret-path' })).toMatchObject({ ok: false })
  expect((await fetch(new URL('/sign-out?secret-query', server.url), { method: 'POST', headers: { origin: 'http://secret-origin.example' } })).status).toBe(403)
  await owner.client.end()
  await other.client.end()
  const text = () => readFileSync(join(data, 'audit.log'), 'utf8')
  const entries = () => text().trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  await until(() => entries().filter(({ what }) => what === 'session-ended').length === 2, text)
  owner.leave()
  other.leave()

  const person = entries().find(({ what, session }) => what === 'session-started' && session !== undefined)
  expect(person).toMatchObject({ scenario: 'plain', address: '127.0.0.1', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) })
  expect(entries().filter(({ action }) => action === 'terminal:rename')).toEqual([expect.objectContaining({ what: 'refused', code: 'not-found', address: '127.0.0.1', person: expect.any(String) })])
  expect(entries().filter(({ action }) => action === 'recording:switch')).toHaveLength(1)
  expect(entries().filter(({ action }) => action === 'request')).toHaveLength(1)
  expect(text()).not.toMatch(/secret/)
}, 60_000)
