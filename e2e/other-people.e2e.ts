import { expect } from '@playwright/test'
import { clientMessages } from '../lib/protocol/messages.ts'
import type { SessionView } from '../lib/protocol/session-view.ts'
import { testWithPlayer } from './player.ts'
import { newCookie, visit } from './visitor.ts'

const test = testWithPlayer({ scenarios: 'e2e/scenarios' })

test.describe('W3: a session of somebody else', () => {
  test('looks like one that does not exist, on every event', async ({ player }) => {
    const owner = await visit(player.url)
    const joined = await owner.ask<SessionView>('session:join', { scenario: 'plain' })
    if (!joined?.ok) throw new Error(`Expected a session, got ${JSON.stringify(joined)}`)
    const other = await visit(player.url)
    const named = await other.ask<SessionView>('session:join', { scenario: 'plain', session: joined.value.id })
    const invented = await other.ask<SessionView>('session:join', { scenario: 'plain', session: 'f'.repeat(32) })
    // Both lead to a session of one's own, as if the other did not exist.
    expect(named?.ok && named.value.id).not.toBe(joined.value.id)
    expect(named?.ok && named.value.id).toBe(invented?.ok && invented.value.id)
    const stranger = await visit(player.url)
    // Without a session of one's own no event reaches anything, whatever it names.
    for (const event of Object.keys(clientMessages).filter((name) => name !== 'session:join' && name !== 'machines:list')) {
      const answer = await stranger.ask(event, sample[event] ?? {})
      expect(answer, event).toMatchObject({ ok: false, code: 'not-found' })
    }
    expect(await stranger.ask('machines:list', {})).toEqual({ ok: true, value: [] })
    expect(await stranger.ask('machines:end', { session: joined.value.id })).toMatchObject({ ok: false, code: 'not-found' })
    expect(await owner.ask('machines:list', {})).toMatchObject({ ok: true, value: [{ session: joined.value.id, scenario: 'plain' }] })
    owner.close()
    other.close()
    stranger.close()
  })

  test('cannot be found by guessing: ids share nothing', async ({ player }) => {
    const ids: string[] = []
    for (let visit_ = 0; visit_ < 12; visit_ += 1) {
      const visitor = await visit(player.url)
      const joined = await visitor.ask<SessionView>('session:join', { scenario: 'plain' })
      if (joined?.ok) ids.push(joined.value.id, joined.value.addresses.previewId)
      await visitor.ask('session:end', {})
      visitor.close()
    }
    expect(ids).toHaveLength(24)
    expect(ids.every((id) => id.length >= 22)).toBe(true)
    expect(new Set(ids.map((id) => id.slice(0, 6))).size).toBe(ids.length)
  })
})

test('W3: a cookie that was changed is nobody', async ({ player }) => {
  const cookie = await newCookie(player.url)
  const [name = '', value = ''] = cookie.split('=')
  const [payload = '', signature = ''] = value.split('.')
  const forged = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('learner', 'operator').replace('owner', 'operator')).toString('base64url')
  for (const bad of [`${name}=${forged}x.${signature}`, `${name}=${payload}.${'A'.repeat(signature.length)}`, `${name}=${payload}`, `${name}=`]) {
    await expect(visit(player.url, bad), bad).rejects.toThrow()
  }
})

const terminal = 't1'
const sample: Readonly<Record<string, unknown>> = {
  'machines:end': { session: 'x' }, 'session:restart': { keepFiles: true }, 'page:open': { page: 0 }, 'terminal:attach': { terminal, cols: 80, rows: 24 }, 'terminal:detach': { terminal },
  'terminal:input': { terminal, data: 'x' }, 'terminal:ack': { terminal, offset: 0 }, 'terminal:resize': { terminal, cols: 80, rows: 24 },
  'terminal:restart': { terminal }, 'terminal:rename': { terminal, name: 'x' }, 'terminal:reorder': { terminals: [terminal] }, 'terminal:close': { terminal },
  'terminal:activate': { terminal }, 'command:run': { text: 'x', interrupt: false, noNewline: false, controlKey: false, page: 0, block: 0 },
  'check:run': { page: 0 }, 'files:list': { path: '.' }, 'files:read': { path: 'x' }, 'files:write': { path: 'x', text: '' }, 'transcript:read': { terminal }, 'recording:read': { terminal }, 'recording:switch': { terminal, on: false },
}
