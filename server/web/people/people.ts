import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { accessCodeSignIn } from './access-code.ts'
import { personCookie } from './cookie.ts'
import { openIdSignIn } from './open-id.ts'
import { nameHeader, roleHeader } from '../../../lib/person-headers.ts'
import type { Person, Role } from './person.ts'
import { plainPage, plainPageHeaders } from './plain-page.ts'

/** Who may come in. `open`: everybody who reaches the address (a laptop). */
export type PeopleMode =
  | { readonly kind: 'open' }
  | { readonly kind: 'access-code'; readonly learnerCode: string; readonly instructorCode?: string }
  | { readonly kind: 'open-id'; readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly roleClaim: string }

export interface PeopleOptions {
  readonly mode: PeopleMode
  readonly key: Uint8Array
  /** Address under which browsers reach us, e.g. `https://labs.example.org`. */
  readonly publicUrl: URL
  /** The time of day. */
  readonly now: () => number
  /** Milliseconds that only go forward. */
  readonly uptime: () => number
  /** Where a request comes from, for limits. */
  readonly addressOf: (request: IncomingMessage) => string
  /** Somebody came in by the sign-in page. */
  readonly onSignIn: (person: Person, request: IncomingMessage) => void
}

export interface People {
  /** Name of the cookie, to be kept away from learners' pages. */
  readonly cookieName: string
  /** Who sent a request, by its Cookie header; undefined for somebody who must sign in. */
  identify(cookieHeader: string | undefined): Person | undefined
  /**
   * Answers sign-in pages, sends strangers there, and gives a newcomer in the open mode a cookie.
   * Resolves to true when the response was sent; else `roleHeader` and `nameHeader` of the request say who asks, whatever the browser sent there.
   */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>
}

/** Who came in. `subject` is the same each time the same person does, where the way to sign in knows that. */
interface SignedIn {
  readonly name: string
  readonly role: Role
  readonly subject?: string
}

/** One way to sign in: answers its own pages under `/sign-in`. Calls `accept` with who came in. */
export interface SignIn {
  handle(request: IncomingMessage, response: ServerResponse, accept: (who: SignedIn) => void): Promise<void>
}

/** Pages that need no person: health checks and what the sign-in page itself loads. */
const publicPaths = ['/healthz', '/readyz', '/_next/', '/favicon', '/icon']

export function createPeople({ mode, key, publicUrl, now, uptime, addressOf, onSignIn }: PeopleOptions): People {
  const cookie = personCookie(key, publicUrl.protocol === 'https:')
  const signIn = mode.kind === 'access-code' ? accessCodeSignIn(mode, { uptime, addressOf }) : mode.kind === 'open-id' ? openIdSignIn(mode, { publicUrl, key, now }) : undefined

  const identify = (header: string | undefined) => cookie.read(header, now())

  return {
    cookieName: cookie.name,
    identify,
    async handle(request, response) {
      delete request.headers[roleHeader]
      delete request.headers[nameHeader]
      const path = (request.url ?? '/').split('?')[0] ?? '/'
      if (path === '/sign-out') return signOut(request, response, cookie.clear())
      if (path === '/signed-out') return answerSignedOut(response)
      if (signIn && path.startsWith('/sign-in')) {
        await signIn.handle(request, response, ({ subject, name, role }) => {
          const person = { id: subject === undefined ? newId() : idOf(key, subject), name, role }
          response.appendHeader('set-cookie', cookie.write(person, now()))
          onSignIn(person, request)
        })
        return true
      }
      const person = identify(request.headers.cookie)
      if (person) request.headers[roleHeader] = person.role
      // By way of bytes: a name may have been cut inside a character, which cannot be encoded.
      if (person?.name) request.headers[nameHeader] = encodeURIComponent(Buffer.from(person.name).toString())
      if (person || publicPaths.some((start) => path.startsWith(start))) return false
      if (signIn) return sendToSignIn(request, response)
      response.appendHeader('set-cookie', cookie.write({ id: newId(), name: '', role: 'operator' }, now()))
      request.headers[roleHeader] = 'operator'
      return false
    },
  }
}

// A page on another site must not sign anybody out, so this asks for a POST (and the Origin check stands before us).
function signOut(request: IncomingMessage, response: ServerResponse, clear: string): boolean {
  if (request.method !== 'POST') {
    response.writeHead(405, { allow: 'POST' }).end()
    return true
  }
  response.writeHead(303, { location: '/signed-out', 'set-cookie': clear, 'clear-site-data': '"cookies", "storage"' }).end()
  return true
}

function answerSignedOut(response: ServerResponse): boolean {
  response.writeHead(200, plainPageHeaders).end(plainPage('You are signed out', '<p>Machines that you left running end after a while.</p><a class="button" href="/">Sign in again</a>'))
  return true
}

function sendToSignIn(request: IncomingMessage, response: ServerResponse): boolean {
  const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
  if (wantsPage) response.writeHead(303, { location: `/sign-in?to=${encodeURIComponent(request.url ?? '/')}`, 'cache-control': 'no-store' }).end()
  else response.writeHead(401, { 'content-type': 'text/plain; charset=utf-8' }).end('Sign in first.\n')
  return true
}

function newId(): string {
  return randomBytes(16).toString('hex')
}

/** The same for each sign-in of a person, so that their machines are found from another device; without the key it tells nothing. */
function idOf(key: Uint8Array, subject: string): string {
  return createHmac('sha256', key).update(`person ${subject}`).digest('hex').slice(0, 32)
}
