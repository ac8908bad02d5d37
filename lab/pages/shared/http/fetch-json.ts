import { clockAhead } from './server-time.ts'

/** A request that came to nothing; the message is for the reader of the page. */
export class RequestError extends Error {
  readonly status: number

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RequestError'
    this.status = status
  }
}

const clock = { aheadMs: 0 }

/** Milliseconds since the epoch by the server's clock, as far as its answers told. */
export function serverNow(): number {
  return Date.now() + clock.aheadMs
}

/** JSON from the server of this page. Rejects with a `RequestError` for anything else. */
export async function fetchJson(path: string, init: RequestInit = {}): Promise<unknown> {
  const sentMs = Date.now()
  const response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestError('The server cannot be reached.', 0, { cause: error })
  })
  clock.aheadMs = clockAhead(response.headers.get('date'), { sentMs, receivedMs: Date.now() })
  const text = await response.text()
  try {
    const body: unknown = JSON.parse(text)
    return body
  } catch (error) {
    throw new RequestError(`Expected JSON from ${path.split('?')[0] ?? path}, got status ${response.status}: ${text.trim().slice(0, 200)}`, response.status, { cause: error })
  }
}
