import { describe, expect, it } from 'vitest'
import { hostToWeb, type HostToWeb } from './link-messages.ts'

describe('hostToWeb', () => {
  it.each<HostToWeb>([
    { kind: 'emit', client: 1, event: 'files:changed', value: undefined },
    { kind: 'emit', client: 1, event: 'session:state', value: { id: 'x' } },
    { kind: 'reply', client: 1, reply: 0, result: { ok: true, value: null } },
  ])('takes %j as it arrives', (message) => {
    // Undefined is not part of JSON: an event without a value comes without the key.
    expect(hostToWeb.safeParse(JSON.parse(JSON.stringify(message))).success).toBe(true)
  })
})
