import type { Clock, Random } from '../clock.ts'
import type { HopResponse } from './image.ts'

/** An answer in JSON. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): HopResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}

export function plain(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): HopResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body }
}

export function html(body: string, status = 200): HopResponse {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}

/** Lets a moment pass as work would: between the two times, seeded. */
export function work({ clock, random }: { readonly clock: Clock; readonly random: Random }, [leastMs, mostMs]: readonly [leastMs: number, mostMs: number]): Promise<void> {
  const ms = leastMs + random.next() * (mostMs - leastMs)
  return new Promise((resolve) => {
    clock.after(ms, resolve)
  })
}

/** Path without query, and the query. */
export function splitPath(path: string): { readonly path: string; readonly query: URLSearchParams } {
  const question = path.indexOf('?')
  return question < 0 ? { path, query: new URLSearchParams() } : { path: path.slice(0, question), query: new URLSearchParams(path.slice(question + 1)) }
}
