import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Socket } from 'socket.io'
import { ConfigError, readConfig, type Config } from '../config.ts'
import { configExitCode, stopMessage } from '../exit-codes.ts'
import { watchOpenFiles } from '../open-files.ts'
import { openAuditLog } from '../store/audit-log.ts'
import { clientAddress, networkOf } from './client-address.ts'
import { createConnectionCounter } from './connection-counter.ts'
import { LinkClient } from './link-client.ts'
import { noPages, type Pages } from './pages.ts'
import { nextPages } from './pages/next-pages.ts'
import { threadPages } from './pages/page-thread.ts'
import { createPeople, type People } from './people/people.ts'
import { readOrMakeKey } from './people/secret-key.ts'
import { createPreviews } from './previews/previews.ts'
import { createRefusalLog } from './refusal-log.ts'
import { Relay, type RelayVisitor } from './relay.ts'
import { createWebServer } from './web-server.ts'

// The web process: pages, the socket, previews. It holds no session and may be killed at any moment.

/** Sockets that do not hang up by themselves after a goodbye are cut. */
const drainMs = 2_000
/** Files kept for what those who are in need: pages from disk, their previews, the link to the host process. */
const reservedFiles = 40

const backSoon = 'The server is being restarted. Your terminals run on and are back in a moment.'
const goodbye = 'The server is being shut down, and your machine with it.'

const project = dirname(dirname(fileURLToPath(import.meta.url)))

try {
  await main(readConfig(process.env, project))
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message)
  else console.error('The web process could not start:', error)
  process.exit(error instanceof ConfigError ? configExitCode : 1)
}

async function main(config: Config): Promise<void> {
  const { listen, publicUrl } = config
  const addressOf = (request: IncomingMessage): string => clientAddress(request, config.trustProxy)
  const audit = openAuditLog({
    path: join(config.dataFolder, 'audit.log'),
    now: Date.now,
    onFailure: (error) => console.error('The audit log cannot be written:', error.message),
  })
  const people = createPeople({
    mode: config.people,
    key: readOrMakeKey(config.dataFolder),
    publicUrl,
    now: Date.now,
    uptime: () => performance.now(),
    addressOf,
    onSignIn: ({ id, name, role }, request) => audit.write({ what: 'signed-in', person: id, name, role, address: addressOf(request) }),
  })
  const previews = createPreviews({ domain: config.previewDomain, gatewaySocket: join(config.socketFolder, 'gateway.sock'), ownCookies: [people.cookieName] })
  const link = new LinkClient({ socketPath: join(config.socketFolder, 'host.sock') }, {
    onWelcome: () => undefined,
    onMessage: (message, bytes) => relay.receive(message, bytes),
    onData: (client, frame) => relay.receiveData(client, frame),
    onLost: () => relay.dropAll(),
  })
  const noteRefusal = createRefusalLog({ write: (entry) => audit.write(entry), uptime: () => performance.now() })
  const relay = new Relay(link, noteRefusal)
  const pages = await openPages(config)
  const counter = createConnectionCounter(config.connectionsPerAddress)
  // A page needs a handful beside its socket. A proxy's connections are everybody's.
  const rawCounter = createConnectionCounter(config.trustProxy ? Infinity : 2 * config.connectionsPerAddress)

  const files = watchOpenFiles({ name: 'web', reserve: reservedFiles, log: (sentence) => console.error(sentence) })

  const { http, io } = createWebServer({
    doors: config,
    previews,
    pages: (request, response) => answer({ people, pages }, request, response),
    ...(pages.upgrade ? { pageUpgrade: pages.upgrade } : {}),
    admit(request) {
      if (!people.identify(request.headers.cookie)) return 'Open a page of this server first.'
      const leave = counter.enter(addressOf(request))
      if (!leave) return 'Too many connections from this address.'
      request.socket.once('close', leave)
      return undefined
    },
    hasRoom: () => files.hasRoom(),
    enter: (socket) => rawCounter.enter(networkOf(socket.remoteAddress ?? '')),
    onRefused: (request, reason) => noteRefusal({ action: 'request', code: reason, address: addressOf(request) }),
  })
  relay.serve(io, (socket) => identify(people, { socket, addressOf }))
  link.open()

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(listen.port, listen.host, resolve)
  })

  let ending = false
  let forGood = false
  async function end(): Promise<void> {
    if (ending) return
    ending = true
    setTimeout(() => http.closeAllConnections(), drainMs).unref()
    link.send({ kind: 'draining' })
    relay.tellAll({ level: 'warning', text: forGood ? goodbye : backSoon })
    relay.dropAll()
    http.close()
    http.closeIdleConnections()
    previews.close()
    link.close()
    await pages.close()
    process.exit(0)
  }
  process.on('message', (message) => {
    if (message === stopMessage) forGood = true
  })
  process.on('SIGTERM', () => void end())
  // Ctrl-C reaches the whole group; the supervisor decides what ends when.
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => void end())
  // A bug in one request must not end everybody's connections.
  process.on('uncaughtException', (error) => console.error('Uncaught:', error))
  process.on('unhandledRejection', (error) => console.error('Unhandled rejection:', error))
  process.send?.('ready')
}

async function openPages({ pages, listen, socketFolder }: Config): Promise<Pages> {
  if (pages === 'none') return noPages()
  const where = { folder: project, hostname: listen.host, port: listen.port }
  // What a changed source is pushed to its page with is a socket that Next must see itself.
  if (pages === 'dev') return nextPages({ ...where, dev: true })
  return threadPages({
    ...where,
    file: new URL('page-worker.js', import.meta.url),
    socketFolder,
    onLost(error) {
      console.error('The thread of the pages ended:', error)
      // We are started again with a new one; terminals run on.
      process.exit(1)
    },
  })
}

async function answer({ people, pages }: { people: People; pages: Pages }, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (await people.handle(request, response)) return
  if (request.url === '/healthz') return void response.writeHead(200, { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' }).end('ok\n')
  await pages.handle(request, response)
}

function identify(people: People, { socket, addressOf }: { socket: Socket; addressOf: (request: IncomingMessage) => string }): RelayVisitor | undefined {
  const person = people.identify(socket.handshake.headers.cookie)
  return person && { person, address: addressOf(socket.request) }
}
