import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { Server as Engine } from 'engine.io'
import { Server } from 'socket.io'
import { limits } from '../../lib/protocol/limits.ts'
import { refuseHost, refuseSocket, refuseWrite, type Doors } from './handshake.ts'
import { serverParser } from './server-parser.ts'

/** Requests for pages of learners' machines, recognised by their Host. */
interface PreviewDoor {
  isPreviewHost(host: string | undefined): boolean
  handle(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

export interface WebServerParts {
  readonly doors: Doors
  readonly previews: PreviewDoor
  /** Our own pages: everything that is neither a preview nor the socket. */
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Upgrades that are neither a preview nor our socket, such as the development server's. */
  readonly pageUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Why this person may not open a socket; undefined when they may. Asked after Origin and Host. */
  readonly admit: (request: IncomingMessage) => string | undefined
  /** Takes note of a connection; undefined when its address has too many. What it returns is called at the end of it. */
  readonly enter: (socket: Socket) => (() => void) | undefined
  /** Whether this process can take one more connection from anybody. */
  readonly hasRoom: () => boolean
  readonly onRefused: (request: IncomingMessage, reason: string) => void
}

export interface WebServer {
  readonly http: HttpServer
  readonly io: Server
}

const socketPath = '/socket.io/'

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS']

/** HTTP and the socket on one port: previews first, by their Host; then our own pages, under our own names only. */
export function createWebServer({ doors, previews, pages, pageUpgrade, admit, enter, hasRoom, onRefused }: WebServerParts): WebServer {
  const engine = new Engine({
    transports: ['websocket'],
    maxHttpBufferSize: limits.maxTransportBytes,
    perMessageDeflate: false,
    // Each of some hundred idle pages wakes the process up for it, and answers. Most lost connections are told of by the system.
    pingInterval: 20_000,
    // On 32 KiB/s a picture of 5,000 lines takes that long, and a ping waits behind it.
    pingTimeout: 20_000,
    allowRequest: (request, done) => {
      const reason = refuseSocket(request.headers, doors) ?? admit(request)
      if (reason) onRefused(request, reason)
      done(reason ?? null, reason === undefined)
    },
  })
  const io = new Server({ serveClient: false, parser: serverParser, connectTimeout: 10_000 })
  io.bind(engine)

  const http = createServer({ headersTimeout: 10_000, requestTimeout: 120_000, connectionsCheckingInterval: 2_000 }, (request, response) => {
    if (previews.isPreviewHost(request.headers.host)) return previews.handle(request, response)
    const wrongHost = refuseHost(request.headers, doors)
    if (wrongHost) return answerPlain(response, 421, wrongHost)
    if (!methods.includes(request.method ?? '')) return answerPlain(response, 405, `Expected ${methods.join(', ')}, got ${request.method}.`)
    const foreign = refuseWrite(request.method, request.headers, doors)
    if (foreign) {
      onRefused(request, foreign)
      return answerPlain(response, 403, foreign)
    }
    if (isSocketPath(request)) return answerPlain(response, 400, 'The socket speaks WebSocket only.')
    if (!isDecodable(request.url)) return answerPlain(response, 400, 'This address is not valid.')
    pages(request, response).catch((error: unknown) => {
      console.error(`${request.method} ${request.url} failed:`, error)
      answerPlain(response, 500, 'Something went wrong on the server.')
    })
  })
  // Before a byte is read: whoever opens connections and says nothing must not use them up for others.
  http.on('connection', (socket: Socket) => {
    if (!hasRoom()) return turnAway(socket)
    const leave = enter(socket)
    if (leave) socket.once('close', leave)
    else socket.destroy()
  })
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // An upgrade that nobody listens to any more must not end the process.
    socket.on('error', () => socket.destroy())
    if (previews.isPreviewHost(request.headers.host)) return previews.upgrade(request, socket, head)
    // engine.io's own type of a request adds fields that it sets itself.
    if (isSocketPath(request)) return engine.handleUpgrade(request as Parameters<Engine['handleUpgrade']>[0], socket, head)
    if (pageUpgrade) return pageUpgrade(request, socket, head)
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  })
  return { http, io }
}

// Said before anything was asked: reading first would hold the connection for as long as the other side likes.
function turnAway(socket: Socket): void {
  socket.on('error', () => socket.destroy())
  socket.write('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\nToo many people are here just now. Try again in a moment.\n')
  socket.destroySoon()
}

function isSocketPath(request: IncomingMessage): boolean {
  return request.url?.startsWith(socketPath) ?? false
}

// Next answers some of these with a status that blames the server.
function isDecodable(url = ''): boolean {
  try {
    decodeURIComponent(url.split('?')[0] ?? '')
    return true
  } catch {
    return false // `%` without two digits behind it, or bytes that are no UTF-8.
  }
}

function answerPlain(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(`${text}\n`)
}
