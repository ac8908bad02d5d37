import { WebSocket } from 'ws'
import type { Target } from '../config/target.ts'
import { ConnectionError, StatusError } from '../errors.ts'
import { isObject } from '../json.ts'
import { statusOfPlainAnswer } from './plain-answer.ts'

export interface WebSocketCall {
  /** Path and query, below the target's own path. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly protocols: readonly string[]
}

/** Messages that come at once are no longer than this from any server of ours; a page is cut into pieces by its connection. */
const longestMessage = 64 * 2 ** 20

/**
 * Opens a WebSocket to an API server; resolves when it stands, paused: the caller resumes it when it listens.
 * @throws StatusError when the server refuses, ConnectionError when it cannot be reached.
 */
export function openWebSocket(target: Target, { path, headers, protocols }: WebSocketCall): Promise<WebSocket> {
  const url = new URL(target.server)
  const address = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}${url.pathname.replace(/\/+$/, '')}${path}`
  const { tls } = target
  const socket = new WebSocket(address, [...protocols], {
    headers, perMessageDeflate: false, maxPayload: longestMessage, rejectUnauthorized: !tls.skipVerify,
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }), ...(tls.ca === undefined ? {} : { ca: tls.ca }), ...(tls.cert === undefined ? {} : { cert: tls.cert }), ...(tls.key === undefined ? {} : { key: tls.key }),
  })
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      // Nothing of what comes at once may be lost before somebody listens.
      socket.pause()
      // From now on its end says it all.
      socket.on('error', () => socket.terminate())
      resolve(socket)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => reject(new ConnectionError(url.host, error.message, { refused: error.code === 'ECONNREFUSED', cause: error })))
    socket.once('unexpected-response', (_request, response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('end', () => reject(refusal(response.statusCode ?? 0, Buffer.concat(parts).toString('utf8'))))
      response.once('error', reject)
    })
  })
}

function refusal(status: number, text: string): StatusError {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value) && value.kind === 'Status') return new StatusError(value)
  } catch {
    // Not JSON: something between us and the API answered. The sentence below says what.
  }
  return new StatusError(statusOfPlainAnswer('GET', status, text))
}
