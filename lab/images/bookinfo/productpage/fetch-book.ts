import { bodyJson } from '../../body.ts'
import { readCookie } from '../../cookies.ts'
import type { ContainerContext } from '../../image.ts'
import { propagatedHeaders } from '../propagated-headers.ts'

export type Part = 'details' | 'reviews' | 'ratings'

/** What a service said of a book; not 200 when it could not be had. */
export interface Fetched {
  readonly status: number
  readonly body: unknown
}

const timeoutMs = 3000

export const products = [{ id: 0, title: 'The Comedy of Errors', descriptionHtml: 'Two pairs of twins, one town, and nobody knows who is who.' }]

/**
 * Asks a service, waiting 3 s at most. Reviews are asked twice when the first answer is not a 200: the original has this
 * mistake on purpose, and the lab on faults lives on it (two times 3 s, while ratings needs 7).
 */
export async function fetchBook(context: ContainerContext, part: Part, { id, headers }: { readonly id: string; readonly headers: Readonly<Record<string, string>> }): Promise<Fetched> {
  const tries = part === 'reviews' ? 2 : 1
  let status = 500
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answer = await context.call({ method: 'GET', host: part, port: 9080, path: `/${part}/${id}`, headers }, { timeoutMs })
    status = answer === 'timeout' ? 500 : answer.status
    if (answer !== 'timeout' && answer.status === 200) return { status, body: bodyJson(answer.body) }
  }
  return { status, body: { error: `Sorry, product ${part} are currently unavailable for this book.` } }
}

/** Trace headers go on; who asks is told in both ways that rules may look for: the cookie (then) and `end-user` (now). */
export function upstreamHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { cookie: _dropped, ...passed } = propagatedHeaders(headers)
  const user = readCookie(headers['cookie'], 'user')
  return user === undefined ? passed : { ...passed, cookie: `user=${user}`, 'end-user': user }
}
