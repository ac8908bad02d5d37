import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { Provider } from 'oidc-provider'
import { z } from 'zod'
import { afterEach, describe, expect, it } from 'vitest'
import { roleHeader } from '../../../lib/person-headers.ts'
import { personCookie } from './cookie.ts'
import { personOf } from './open-id.ts'
import { createPeople, type PeopleMode } from './people.ts'
import { returnPath } from './return-path.ts'
import { readOrMakeKey } from './secret-key.ts'

const key = randomBytes(32)
const personSchema = z.object({ id: z.string(), name: z.string(), role: z.string() })
const started: Server[] = []

afterEach(async () => {
  for (const server of started.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function listen(server: Server): Promise<string> {
  started.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

/** Names of those who signed in. */
const signedIn: string[] = []

/** A site that answers who you are, once you are somebody. */
async function siteWith(mode: PeopleMode | ((url: string) => Promise<PeopleMode>), now = Date.now): Promise<string> {
  const server = createServer()
  const url = await listen(server)
  const people = createPeople({ mode: typeof mode === 'function' ? await mode(url) : mode, key, publicUrl: new URL(url), now, uptime: now, addressOf: ({ headers }) => String(headers['from'] ?? 'here'), onSignIn: ({ name }) => void signedIn.push(name) })
  server.on('request', (request, response) => {
    void people.handle(request, response).then((done) => {
      if (done) return
      response.setHeader('told-role', String(request.headers[roleHeader] ?? 'none'))
      response.end(JSON.stringify(people.identify(request.headers.cookie) ?? null))
    })
  })
  return url
}

/** A browser's cookie jar and redirects, as far as signing in needs them. */
function browser() {
  const jars = new Map<string, Map<string, string>>()
  return async function go(url: string, init: RequestInit = {}): Promise<Response> {
    const { host } = new URL(url)
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { accept: 'text/html', cookie, ...init.headers } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    const location = response.headers.get('location')
    return location && response.status < 400 ? go(new URL(location, url).href) : response
  }
}

const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })

describe('open', () => {
  it('gives a newcomer a random identity and keeps it', async () => {
    const url = await siteWith({ kind: 'open' })
    const go = browser()
    await go(url)
    const first = await (await go(url)).text()
    expect(JSON.parse(first)).toMatchObject({ role: 'operator' })
    expect(await (await go(url)).text()).toBe(first)
    const stranger = browser()
    await stranger(url)
    expect(await (await stranger(url)).text()).not.toBe(first)
  })
})

describe('access code', () => {
  const mode: PeopleMode = { kind: 'access-code', learnerCode: 'open sesame', instructorCode: 'chalk' }

  it.each([
    ['open sesame', 'learner'],
    ['chalk', 'instructor'],
  ])('lets %s in as %s and back to where they wanted to go', async (code, role) => {
    const url = await siteWith(mode)
    const go = browser()
    expect(await (await go(`${url}/learn/x?y=1`)).text()).toContain('value="/learn/x?y=1"')
    const landed = await go(`${url}/sign-in`, form({ code, name: 'Ada', to: '/learn/x?y=1' }))
    expect(landed.url).toBe(`${url}/learn/x?y=1`)
    expect(await landed.json()).toMatchObject({ name: 'Ada', role })
    const forged = await go(`${url}/`, { headers: { [roleHeader]: 'operator' } })
    expect(forged.headers.get('told-role')).toBe(role)
  })

  it('tells the pages no role of somebody who is not in, whatever the browser says', async () => {
    const response = await browser()(`${await siteWith(mode)}/icon.svg`, { headers: { [roleHeader]: 'operator' } })
    expect(response.headers.get('told-role')).toBe('none')
  })

  it.each([
    [{ code: 'wrong', name: 'Ada' }, 403, 'not the access code'],
    [{ code: '', name: 'Ada' }, 403, 'not the access code'],
    [{ code: 'open sesame', name: ' ' }, 403, 'say who you are'],
  ])('refuses %o', async (fields, status, sentence) => {
    const response = await browser()(`${await siteWith(mode)}/sign-in`, form(fields))
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(sentence)
  })

  it('stops a guesser after ten tries and forgives after five minutes', async () => {
    let nowMs = Date.now()
    const url = await siteWith(mode, () => nowMs)
    const go = browser()
    for (let attempt = 0; attempt < 10; attempt += 1) await go(`${url}/sign-in`, form({ code: `no${attempt}`, name: 'Eve' }))
    expect((await go(`${url}/sign-in`, form({ code: 'open sesame', name: 'Eve' }))).status).toBe(429)
    nowMs += 5 * 60_000
    expect((await go(`${url}/sign-in`, form({ code: 'open sesame', name: 'Eve' }))).status).toBe(200)
  })

  it('stops nobody else than the guesser, and notes who came in', async () => {
    const url = await siteWith(mode)
    const go = browser()
    const tryFrom = (from: string, code: string) => go(`${url}/sign-in`, { ...form({ code, name: 'Zoe' }), headers: { from } })
    for (let attempt = 0; attempt < 10; attempt += 1) await tryFrom('elsewhere', `no${attempt}`)
    expect((await tryFrom('elsewhere', 'open sesame')).status).toBe(429)
    expect((await tryFrom('here', 'open sesame')).status).toBe(200)
    expect(signedIn.filter((name) => name === 'Zoe')).toHaveLength(1)
  })

  it('answers a program with 401 instead of a page', async () => {
    expect((await fetch(`${await siteWith(mode)}/api/x`)).status).toBe(401)
  })

  it('shows a name as text', async () => {
    const response = await browser()(`${await siteWith(mode)}/sign-in`, form({ code: 'wrong', name: '"><script>' }))
    expect(await response.text()).toContain('value="&quot;>&lt;script>"')
  })
})

describe('OpenID Connect', () => {
  // A real provider, with the login and consent pages that it brings for development.
  async function providerFor(site: string): Promise<PeopleMode> {
    const server = createServer()
    const issuer = await listen(server)
    const provider = new Provider(issuer, {
      clients: [{ client_id: 'rehearsal', client_secret: 'a-secret-of-the-test', redirect_uris: [`${site}/sign-in/callback`] }],
      claims: { openid: ['sub', 'roles'], profile: ['name'] },
      conformIdTokenClaims: false,
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: 'Ada Lovelace', roles: ['staff', 'instructor'] }) }),
    })
    server.on('request', provider.callback())
    return { kind: 'open-id', issuer, clientId: 'rehearsal', clientSecret: 'a-secret-of-the-test', roleClaim: 'roles' }
  }

  async function signedIn(site: string, login: string): Promise<{ readonly id: string }> {
    const go = browser()
    const first = await go(`${site}/learn/x`)
    const action = /action="([^"]+)"/.exec(await first.text())?.[1] ?? ''
    const consent = await go(action, form({ prompt: 'login', login, password: 'x' }))
    const confirm = /action="([^"]+)"/.exec(await consent.text())?.[1] ?? ''
    const landed = await go(confirm, form({ prompt: 'consent' }))
    expect(landed.url).toBe(`${site}/learn/x`)
    return personSchema.parse(await landed.json())
  }

  it('brings somebody in with name and role, and knows them again', async () => {
    const site = await siteWith(providerFor)
    const person = await signedIn(site, 'ada')
    expect(person).toMatchObject({ name: 'Ada Lovelace', role: 'instructor' })
    // From another device, the same person; by another account, another.
    expect((await signedIn(site, 'ada')).id).toBe(person.id)
    expect((await signedIn(site, 'bea')).id).not.toBe(person.id)
  })

  it('refuses an answer that it did not ask for', async () => {
    const site = await siteWith(providerFor)
    const response = await browser()(`${site}/sign-in/callback?code=stolen&state=guessed`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('This sign-in has expired')
  })

  it.each([
    [{ roles: 'operator', name: 'A' }, { name: 'A', role: 'operator' }],
    [{ roles: ['learner', 'operator'], email: 'a@b' }, { name: 'a@b', role: 'operator' }],
    [{ roles: ['king'] }, { name: '', role: 'learner' }],
    [{ roles: { operator: true } }, { name: '', role: 'learner' }],
  ])('reads claims %o', (claims, expected) => {
    expect(personOf(claims, 'roles')).toEqual(expected)
  })
})

describe('the cookie', () => {
  const person = { id: 'a'.repeat(32), name: 'Ada', role: 'learner' } as const
  const valueOf = (header: string) => header.split(';')[0] ?? ''

  it('is read back until it is too old', () => {
    const cookie = personCookie(key, true)
    const header = valueOf(cookie.write(person, 0))
    expect(header).toMatch(/^__Host-rehearsal=/)
    expect(cookie.read(`x=1; ${header}; y=2`, 1000)).toEqual(person)
    expect(cookie.read(header, 31 * 24 * 3600 * 1000)).toBeUndefined()
  })

  it('does not survive a change, another key or another role', () => {
    const cookie = personCookie(key, false)
    const header = valueOf(cookie.write(person, 0))
    const [payload = '', signature = ''] = header.slice('rehearsal='.length).split('.')
    const operator = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('learner', 'operator')).toString('base64url')
    for (const forged of [`${operator}.${signature}`, payload, `${payload}.`, `.${signature}`, '', `${payload}.${signature}x`]) {
      expect(cookie.read(`rehearsal=${forged}`, 0)).toBeUndefined()
    }
    expect(personCookie(randomBytes(32), false).read(header, 0)).toBeUndefined()
  })
})

describe('returnPath', () => {
  it.each([
    ['/learn/a/1?x=y#z', '/learn/a/1?x=y#z'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-out', '/'],
    ['', '/'],
    [null, '/'],
  ])('%s leads to %s', (wanted, expected) => {
    expect(returnPath(wanted)).toBe(expected)
  })
})

describe('the key', () => {
  it('is made once, for us alone, and a damaged one is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'key-'))
    const made = readOrMakeKey(folder)
    const path = join(folder, 'cookie.key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readOrMakeKey(folder)).toEqual(made)
    expect(readFileSync(path)).toHaveLength(32)
    writeFileSync(path, 'short')
    expect(() => readOrMakeKey(folder)).toThrow(/to hold 32 bytes, got 5/)
    rmSync(folder, { recursive: true })
  })
})
