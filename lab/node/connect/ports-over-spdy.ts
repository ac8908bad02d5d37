import type { Duplex } from 'node:stream'
import type { PodConnection } from '../../kube/api/connect-pod.ts'
import { serveHttp } from './pod-http.ts'
import { SpdyConnection, type SpdyStream } from './spdy/connection.ts'

export const portsProtocol = 'portforward.k8s.io'

/** Forwards ports over SPDY: for each connection the client opens a stream for errors and one for bytes, with the port in their headers. */
export function portsOverSpdy(socket: Duplex, connection: Extract<PodConnection, { kind: 'ports' }>): void {
  const errors = new Map<string, SpdyStream>()
  // Nothing is left to do at the end: streams end with their connection, and requests under way with their streams.
  new SpdyConnection(socket, { onStream: take, onClose: () => errors.clear() })

  function take(stream: SpdyStream): void {
    const { streamtype = '', port = '', requestid = '' } = stream.headers
    if (streamtype === 'error') {
      stream.resume()
      errors.set(requestid, stream)
      stream.once('close', () => errors.delete(requestid))
      return
    }
    const error = errors.get(requestid)
    const found = connection.open(Number(port))
    if (found.kind === 'closed') {
      error?.end(found.reason)
      stream.resume()
      stream.end()
      return
    }
    // A connection without an error of its own ends without a word.
    stream.once('close', () => error?.end())
    serveHttp(stream, found)
  }
}
