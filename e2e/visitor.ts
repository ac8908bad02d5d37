import { io, type Socket } from 'socket.io-client'
import type { Result } from '../lib/protocol/result.ts'

/** A browser without a screen: somebody's cookie and a socket, for what no page of ours would ever send. */
export interface Visitor {
  readonly socket: Socket
  /** Sends any event with any payload; resolves to the answer, or undefined when there is none within the time. */
  ask<T>(event: string, message: unknown, timeoutMs?: number): Promise<Result<T> | undefined>
  close(): void
}

/** Opens a page for its cookie, so that each call is a person of its own, and connects as our pages do. */
export async function visit(url: string, cookie?: string): Promise<Visitor> {
  const own = cookie ?? (await newCookie(url))
  const socket = io(url, {
    transports: ['websocket'], forceNew: true, reconnection: false,
    extraHeaders: { cookie: own, origin: new URL(url).origin },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('connect_error', reject)
  })
  return {
    socket,
    async ask(event, message, timeoutMs = 10_000) {
      try {
        return await socket.timeout(timeoutMs).emitWithAck(event, message)
      } catch {
        return undefined // No answer in time: the caller decides what that means.
      }
    },
    close: () => void socket.disconnect(),
  }
}

/** The cookie of somebody new. */
export async function newCookie(url: string): Promise<string> {
  const response = await fetch(url)
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`Expected a cookie from ${url}, got none`)
  return cookie
}
