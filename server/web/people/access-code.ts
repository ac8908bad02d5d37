import type { IncomingMessage, ServerResponse } from 'node:http'
import { createHash } from 'node:crypto'
import { equal } from './cookie.ts'
import type { PeopleMode, SignIn } from './people.ts'
import type { Role } from './person.ts'
import { plainPageHeaders } from './plain-page.ts'
import { returnPath } from './return-path.ts'
import { signInPage } from './sign-in-page.ts'

type Codes = Extract<PeopleMode, { kind: 'access-code' }>

const maxFormBytes = 4096
/** A guesser gets ten tries in five minutes from one address; a class behind one address signs in with the right code. */
const maxFailures = 10
const failureWindowMs = 5 * 60_000
/** Addresses that are remembered; beyond that the one that failed first is forgotten. */
const mostAddresses = 10_000

/** A class shares a code: it opens the door, and the name is whatever the learner says it is. */
export function accessCodeSignIn(codes: Codes, { uptime, addressOf }: { readonly uptime: () => number; readonly addressOf: (request: IncomingMessage) => string }): SignIn {
  const failures = new Map<string, number[]>()

  function recent(address: string): number[] {
    const kept = (failures.get(address) ?? []).filter((at) => uptime() - at < failureWindowMs)
    if (kept.length > 0) failures.set(address, kept)
    else failures.delete(address)
    return kept
  }

  function failed(address: string): void {
    const [first] = failures.keys()
    if (first !== undefined && failures.size >= mostAddresses && !failures.has(address)) failures.delete(first)
    failures.set(address, [...recent(address), uptime()])
  }

  return {
    async handle(request, response, accept) {
      if (request.method === 'GET') {
        const to = new URL(request.url ?? '/', 'http://here').searchParams.get('to')
        return sendPage(response, 200, signInPage({ to: returnPath(to), name: '' }))
      }
      if (request.method !== 'POST') return void response.writeHead(405, { allow: 'GET, POST' }).end()
      const form = await readForm(request)
      if (!form) return void response.writeHead(413).end()
      const address = addressOf(request)
      const to = returnPath(form.get('to'))
      const name = (form.get('name') ?? '').trim().slice(0, 80)
      if (recent(address).length >= maxFailures) {
        return sendPage(response, 429, signInPage({ to, name, problem: 'Too many tries. Wait five minutes, then try again.' }))
      }
      const role = roleOf(codes, form.get('code') ?? '')
      if (!role || !name) {
        if (!role) failed(address)
        const problem = role ? 'Please say who you are.' : 'This is not the access code. Ask whoever invited you.'
        return sendPage(response, 403, signInPage({ to, name, problem }))
      }
      accept({ name, role })
      response.writeHead(303, { location: to, 'cache-control': 'no-store' }).end()
      return undefined
    },
  }
}

// Hashed first, so that the time of the comparison does not tell the length of the code.
function roleOf({ learnerCode, instructorCode }: Codes, given: string): Role | undefined {
  if (instructorCode && equal(digest(given), digest(instructorCode))) return 'instructor'
  return equal(digest(given), digest(learnerCode)) ? 'learner' : undefined
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, plainPageHeaders).end(html)
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > maxFormBytes) return undefined
  }
  return new URLSearchParams(text)
}
