import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type * as OpenId from 'openid-client'
import { z } from 'zod'
import { readCookie } from './cookie.ts'
import type { PeopleMode, SignIn } from './people.ts'
import { roles, type Role } from './person.ts'
import { escapeHtml, plainPage, plainPageHeaders } from './plain-page.ts'
import { returnPath } from './return-path.ts'

type OpenIdMode = Extract<PeopleMode, { kind: 'open-id' }>

interface Parts {
  readonly publicUrl: URL
  readonly key: Uint8Array
  readonly now: () => number
}

/** Loaded when somebody signs in this way: most servers have nobody who does. */
const loadClient = () => import('openid-client')

const attemptCookie = 'rehearsal-sign-in'
const attemptSeconds = 600

/** What must survive the trip to the provider and back, in an encrypted cookie of ten minutes. */
const attemptSchema = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string(), until: z.number() })
type Attempt = z.infer<typeof attemptSchema>

/** Sign-in through an OpenID Connect provider: authorization code with PKCE, state and nonce. */
export function openIdSignIn(mode: OpenIdMode, { publicUrl, key, now }: Parts): SignIn {
  const redirectUri = new URL('/sign-in/callback', publicUrl).href
  const secure = publicUrl.protocol === 'https:' ? '; Secure' : ''
  let provider: Promise<OpenId.Configuration> | undefined

  // Asked for at the first sign-in and again after a failure, so that a provider that starts later than we do is found.
  function configuration(): Promise<OpenId.Configuration> {
    provider ??= discover(mode).catch((error: unknown) => {
      provider = undefined
      throw error
    })
    return provider
  }

  async function begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const openid = await loadClient()
    const to = returnPath(new URL(request.url ?? '/', publicUrl).searchParams.get('to'))
    const verifier = openid.randomPKCECodeVerifier()
    const attempt: Attempt = { state: openid.randomState(), nonce: openid.randomNonce(), verifier, to, until: now() + attemptSeconds * 1000 }
    const url = openid.buildAuthorizationUrl(await configuration(), {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
    })
    const cookie = `${attemptCookie}=${encrypt(key, attempt)}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=${attemptSeconds}${secure}`
    response.writeHead(303, { location: url.href, 'set-cookie': cookie, 'cache-control': 'no-store' }).end()
  }

  return {
    async handle(request, response, accept) {
      const url = new URL(request.url ?? '/', publicUrl)
      if (url.pathname !== '/sign-in/callback') return begin(request, response)
      const attempt = decrypt(key, readCookie(request.headers.cookie, attemptCookie))
      if (!attempt || attempt.until < now()) return problem(response, 'This sign-in has expired.')
      try {
        const openid = await loadClient()
        const tokens = await openid.authorizationCodeGrant(await configuration(), url, {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        accept({ ...personOf(claims ?? {}, mode.roleClaim), ...(claims ? { subject: `${claims.iss} ${claims.sub}` } : {}) })
      } catch (error) {
        // The provider's reason is for the operator's log; the learner can only try again.
        console.error('Sign-in failed:', error instanceof Error ? error.message : error)
        return problem(response, 'Signing in did not work.')
      }
      response.appendHeader('set-cookie', `${attemptCookie}=; Path=/sign-in; Max-Age=0${secure}`)
      response.writeHead(303, { location: attempt.to, 'cache-control': 'no-store' }).end()
      return undefined
    },
  }
}

/** Name and role of the claims of an ID token. The role claim may be one word or a list; the strongest known one counts. */
export function personOf(claims: Readonly<Record<string, unknown>>, roleClaim: string): { name: string; role: Role } {
  const said = [claims[roleClaim]].flat().filter((value) => typeof value === 'string')
  const role = roles.toReversed().find((known) => said.includes(known)) ?? 'learner'
  const name = [claims['name'], claims['preferred_username'], claims['email']].find((value) => typeof value === 'string') ?? ''
  return { name: name.slice(0, 80), role }
}

async function discover({ issuer, clientId, clientSecret }: OpenIdMode): Promise<OpenId.Configuration> {
  const openid = await loadClient()
  const url = new URL(issuer)
  const loopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  // Plain http only for a provider on the same machine, as in a test or behind a local proxy.
  const execute = url.protocol === 'http:' && loopback ? [openid.allowInsecureRequests] : []
  return openid.discovery(url, clientId, clientSecret, undefined, { execute })
}

function problem(response: ServerResponse, text: string): void {
  response.writeHead(400, plainPageHeaders).end(plainPage('Sign in', `<p class="problem" role="alert">${escapeHtml(text)}</p><a class="button" href="/sign-in">Try again</a>`))
}

function encrypt(key: Uint8Array, attempt: Attempt): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', attemptKey(key), iv)
  const body = Buffer.concat([cipher.update(JSON.stringify(attempt)), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
}

function decrypt(key: Uint8Array, text: string | undefined): Attempt | undefined {
  const bytes = Buffer.from(text ?? '', 'base64url')
  if (bytes.length < 29) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', attemptKey(key), bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28))
    const json = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
    return attemptSchema.parse(JSON.parse(json))
  } catch {
    return undefined // Changed or made with another key: as if there were none.
  }
}

// A key of its own for each use: a signature of one must be worth nothing for the other.
function attemptKey(key: Uint8Array): Buffer {
  return createHash('sha256').update('sign-in attempt').update(key).digest()
}
