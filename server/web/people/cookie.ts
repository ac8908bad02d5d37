import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { roles, type Person } from './person.ts'

const lifetimeSeconds = 30 * 24 * 60 * 60

const payloadSchema = z.strictObject({
  id: z.string().min(16).max(64),
  name: z.string().max(100),
  role: z.enum(roles),
  /** Seconds since the epoch. */
  until: z.number().int(),
})

/** Writes and reads the signed cookie that says who somebody is. Any process that has the key can read it. */
export interface PersonCookie {
  readonly name: string
  /** A Set-Cookie value. */
  write(person: Person, nowMs: number): string
  /** A Set-Cookie value that takes the cookie back. */
  clear(): string
  /** The person of a Cookie header; undefined when there is none, it was changed, or it is too old. */
  read(header: string | undefined, nowMs: number): Person | undefined
}

/**
 * @param key at least 32 random bytes
 * @param secure whether the site is served over https; then the cookie is locked to this very host (`__Host-`)
 */
export function personCookie(key: Uint8Array, secure: boolean): PersonCookie {
  const name = secure ? '__Host-rehearsal' : 'rehearsal'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    name,
    write({ id, name: personName, role }, nowMs) {
      const until = Math.floor(nowMs / 1000) + lifetimeSeconds
      const payload = Buffer.from(JSON.stringify({ id, name: personName, role, until })).toString('base64url')
      return `${name}=${payload}.${sign(key, payload)}; Max-Age=${lifetimeSeconds}; ${attributes}`
    },
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    read(header, nowMs) {
      const value = readCookie(header, name)
      const [payload = '', signature = ''] = value?.split('.') ?? []
      if (!payload || !equal(signature, sign(key, payload))) return undefined
      const parsed = payloadSchema.safeParse(parseJson(Buffer.from(payload, 'base64url').toString()))
      if (!parsed.success || parsed.data.until * 1000 < nowMs) return undefined
      const { id, name: personName, role } = parsed.data
      return { id, name: personName, role }
    },
  }
}

/** One cookie out of a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}

/** Compares two secrets in the same time wherever they differ. */
export function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function sign(key: Uint8Array, payload: string): string {
  return createHmac('sha256', key).update(payload).digest('base64url')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Signed by us but not ours any more: treated as no cookie.
  }
}
