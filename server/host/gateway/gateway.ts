import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { parsePreviewHost, type PreviewHost } from '../../../lib/preview-host.ts'
import type { LabHandle } from '../labs/lab-pool.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { errorPage, type ErrorPageKind } from './error-page.ts'
import { forwardToLab } from './forward-to-lab.ts'
import { upgradeToLab } from './upgrade-to-lab.ts'
import { forwardToPort, upgradeToPort } from './forward-to-port.ts'

/** What the gateway must know of a session. */
export interface GatewaySession {
  readonly previewId: string
  readonly sandbox: Sandbox
  readonly lab?: LabHandle
}

export interface GatewayOptions {
  /** Folder for the unix sockets; made when missing, readable by us alone. */
  readonly socketFolder: string
  /** What previews end in, with port: `localhost:3000`. */
  readonly previewDomain: string
  find(previewId: string): GatewaySession | undefined
}

export interface Gateway {
  /** Unix socket on which the web process hands over preview requests, whole, with their Host. */
  readonly webSocketPath: string
  /** Port on 127.0.0.1 of the labs' API servers: `http://127.0.0.1:<port>/labs/<previewId>/<token of the lab>`. */
  readonly apiPort: number
  /** A unix socket that serves one session only: put into its sandbox as an inlet. The caller closes it with the session. */
  openSession(previewId: string): Promise<{ readonly socketPath: string; close(): void }>
  close(): Promise<void>
}

/** Ports on which a lab's API server answers, as on an OpenShift or a kubeadm cluster. */
const apiPorts = new Set([8443, 6443])

/** The one door through which pages of learners' machines and labs are reached. It never connects to a name from a request. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  mkdirSync(options.socketFolder, { recursive: true, mode: 0o700 })
  const servers = new Set<Server>()

  async function listen(server: Server, where: { path: string } | { host: string; port: number }): Promise<Server> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(where, () => resolve())
    })
    servers.add(server)
    return server
  }

  function serve(only?: string): Server {
    const allowed = (id: string) => (only === undefined || only === id ? options.find(id) : undefined)
    const server = createServer((request, response) => {
      const target = readTarget(request, options.previewDomain)
      answer(target, target && allowed(target.previewId), { request, response })
    })
    server.on('upgrade', (request, socket, head) => {
      const target = readTarget(request, options.previewDomain)
      upgrade(target, target && allowed(target.previewId), { request, socket, head })
    })
    return server
  }

  const webSocketPath = join(options.socketFolder, 'gateway.sock')
  rmSync(webSocketPath, { force: true })
  await listen(serve(), { path: webSocketPath })
  const apiServer = createServer((request, response) => answerApi(options, request, response))
  apiServer.on('upgrade', (request, socket, head) => upgradeApi(options, { request, socket, head }))
  const api = await listen(apiServer, { host: '127.0.0.1', port: 0 })
  const address = api.address()
  if (!address || typeof address === 'string') throw new Error('The API server has no port')

  return {
    webSocketPath,
    apiPort: address.port,
    async openSession(previewId) {
      const socketPath = join(options.socketFolder, `${previewId}.sock`)
      rmSync(socketPath, { force: true })
      const server = await listen(serve(previewId), { path: socketPath })
      return {
        socketPath,
        close() {
          servers.delete(server)
          closeNow(server)
          rmSync(socketPath, { force: true })
        },
      }
    },
    async close() {
      for (const server of servers) closeNow(server)
      rmSync(webSocketPath, { force: true })
    },
  }
}

/** Where a request wants to go: a page by its Host, or a lab's API by its path. */
type Target = PreviewHost & { readonly api?: { readonly token: string; readonly path: string } }

function readTarget(request: IncomingMessage, domain: string): Target | undefined {
  return parsePreviewHost(request.headers.host, domain) ?? readApiPath(request.url)
}

const apiPath = /^\/labs\/([a-z0-9]{8,40})\/([a-z0-9]{16,64})(\/.*)?$/

// The token stands in the path because kubectl sends a bearer token over TLS only.
function readApiPath(url = ''): Target | undefined {
  const [, previewId, token, path = '/'] = apiPath.exec(url) ?? []
  return previewId && token ? { previewId, port: 8443, api: { token, path } } : undefined
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

function answer(target: Target | undefined, session: GatewaySession | undefined, { request, response }: Exchange): void {
  if (!target || !session || (target.api && !(session.lab && equal(target.api.token, session.lab.token)))) return refuse(response, 'ended')
  if (session.lab && apiPorts.has(target.port)) {
    if (target.api) request.headers.authorization ??= `Bearer ${target.api.token}`
    return forwardToLab(session.lab, { request, response, host: `api.${target.previewId}`, path: target.api?.path ?? request.url ?? '/' })
  }
  if (session.lab && (target.name || target.port === 80)) {
    return forwardToLab(session.lab, { request, response, host: withoutPort(request.headers.host ?? ''), path: request.url ?? '/' })
  }
  forwardToPort(session.sandbox, { request, response, port: target.port, onNobody: () => refuse(response, 'nobody', target.port) })
}

interface UpgradeParts {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
}

function upgrade(target: Target | undefined, session: GatewaySession | undefined, parts: UpgradeParts): void {
  if (!target || !session || (target.api && !(session.lab && equal(target.api.token, session.lab.token)))) return refuseUpgrade(parts.socket)
  if (session.lab && apiPorts.has(target.port)) {
    const authorization = target.api && `Bearer ${target.api.token}`
    return upgradeToLab(session.lab, { ...parts, host: `api.${target.previewId}`, path: target.api?.path ?? parts.request.url ?? '/', authorization })
  }
  if (session.lab && target.name) return refuseUpgrade(parts.socket)
  upgradeToPort(session.sandbox, { ...parts, port: target.port })
}

function answerApi(options: GatewayOptions, request: IncomingMessage, response: ServerResponse): void {
  const found = findApi(options, request)
  if (!found) return refuse(response, 'ended')
  answer(found.target, found.session, { request, response })
}

function upgradeApi(options: GatewayOptions, parts: UpgradeParts): void {
  const found = findApi(options, parts.request)
  // A page of another origin may open a WebSocket anywhere; Kubernetes' clients, which are no browsers, name no origin.
  if (!found || parts.request.headers.origin !== undefined) return refuseUpgrade(parts.socket)
  upgrade(found.target, found.session, parts)
}

// Learners' clients come here by address, so a page in a browser that was tricked into this address (DNS rebinding) has another Host.
function findApi(options: GatewayOptions, request: IncomingMessage): { readonly target: Target; readonly session: GatewaySession } | undefined {
  const target = readApiPath(request.url)
  const session = target && options.find(target.previewId)
  const hostname = withoutPort(request.headers.host ?? '')
  return target && session && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) ? { target, session } : undefined
}

function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
}

function refuse(response: ServerResponse, kind: ErrorPageKind, port?: number): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { status, html } = errorPage(kind, port)
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(html)
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '')
}

function closeNow(server: Server): void {
  server.close()
  server.closeAllConnections()
}
