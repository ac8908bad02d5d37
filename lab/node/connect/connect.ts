import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createWebSocketStream, WebSocketServer } from 'ws'
import type { PodConnection } from '../../kube/api/connect-pod.ts'
import type { Lab } from '../../lab.ts'
import { programOverSpdy, spdyProgramProtocols } from './program-over-spdy.ts'
import { programOverWebSocket, programProtocols } from './program-over-websocket.ts'
import { portsOverSpdy, portsProtocol } from './ports-over-spdy.ts'
import { portProtocols, portsOverWebSocket } from './ports-over-websocket.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'

export interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  /** What came behind the request already. */
  readonly head: Buffer
  /** Address as the lab is to see it. */
  readonly url: string
  readonly headers: Headers
}

/** Nobody works in one program without a break for longer than that; what is left open is forgotten. */
const longestMs = 4 * 3_600_000

/** Sockets with one of these at the front of their bytes hold no more than that in a message. */
const longestMessage = 2 ** 20

/** Subprotocol of current clients: SPDY/3.1 in the messages of a WebSocket. */
const tunnel = `SPDY/3.1+${portsProtocol}`

const server = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false, clientTracking: false, handleProtocols: (offered) => choose([...offered]) ?? false })
// `ws` takes no slash in a subprotocol; outside it stands as the client wrote it.
server.on('headers', (lines) => {
  for (const [at, line] of lines.entries()) if (/^sec-websocket-protocol:/i.test(line)) lines[at] = line.replace('!', '/')
})

/** Upgrades a connection to an API server: exec, attach and port-forward, over WebSockets or SPDY. A refusal is a Status object. */
export function connectLab(lab: Pick<Lab, 'connect'>, { request, socket, head, url, headers }: Upgrade): void {
  socket.on('error', () => socket.destroy())
  const found = open(lab, { url, method: request.method ?? 'GET', headers })
  if (found instanceof Response) return void refuseUpgrade(socket, found)
  const timer = setTimeout(() => socket.destroy(), longestMs)
  timer.unref()
  socket.once('close', () => clearTimeout(timer))
  if (/^websocket$/i.test(request.headers.upgrade ?? '')) return overWebSocket(found, { request, socket, head })
  if (/^spdy\/3\.1$/i.test(request.headers.upgrade ?? '')) return overSpdy(found, { request, socket, head })
  return void refuseUpgrade(socket, plain(400, `unable to upgrade: unknown protocol ${JSON.stringify(request.headers.upgrade ?? '')}`))
}

function open(lab: Pick<Lab, 'connect'>, { url, method, headers }: { readonly url: string; readonly method: string; readonly headers: Headers }): PodConnection | Response {
  if (method !== 'GET' && method !== 'POST') return plain(405, 'the server does not allow this method on the requested resource')
  return lab.connect(new Request(url, { method, headers }))
}

type Raw = Pick<Upgrade, 'request' | 'socket' | 'head'>

function overWebSocket(connection: PodConnection, { request, socket, head }: Raw): void {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '')
  const fitting = offered.filter((one) => (connection.kind === 'program' ? programProtocols : [...portProtocols, tunnel]).includes(one))
  if (fitting.length === 0 && (offered.length > 0 || connection.kind === 'ports')) return void refuseUpgrade(socket, plain(400, `unable to upgrade: none of the subprotocols [${offered.join(' ')}] is served`))
  if (fitting.length > 0) request.headers['sec-websocket-protocol'] = fitting.join(', ').replaceAll('/', '!')
  server.handleUpgrade(request, socket, head, (webSocket) => {
    webSocket.on('error', () => webSocket.terminate())
    if (connection.kind === 'program') programOverWebSocket(webSocket, connection)
    else if (webSocket.protocol.startsWith('SPDY')) portsOverSpdy(createWebSocketStream(webSocket), connection)
    else portsOverWebSocket(webSocket, connection)
  })
}

const preferred = [tunnel.replaceAll('/', '!'), ...programProtocols]

/** The best of the subprotocols that fit. */
function choose(offered: readonly string[]): string | undefined {
  return preferred.find((one) => offered.includes(one))
}

function overSpdy(connection: PodConnection, { request, socket, head }: Raw): void {
  const offered = [request.headers['x-stream-protocol-version'] ?? []].flat().flatMap((value) => value.split(',')).map((one) => one.trim())
  const served = connection.kind === 'program' ? spdyProgramProtocols : [portsProtocol]
  const protocol = served.find((one) => offered.includes(one))
  if (protocol === undefined) return void refuseUpgrade(socket, plain(403, `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${served.join(' ')}]`))
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${protocol}\r\n\r\n`)
  if (head.length > 0) socket.unshift(head)
  if (connection.kind === 'program') programOverSpdy(socket, connection, protocol)
  else portsOverSpdy(socket, connection)
}

function plain(status: number, message: string): Response {
  const reason = status === 403 ? 'Forbidden' : status === 405 ? 'MethodNotAllowed' : 'BadRequest'
  return Response.json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code: status }, { status })
}
