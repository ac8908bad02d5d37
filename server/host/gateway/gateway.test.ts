import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { openGateway, type Gateway, type GatewaySession } from './gateway.ts'

const mine = 'aaaaaaaaaaaaaaaaaaaaaaaaaa'
const other = 'bbbbbbbbbbbbbbbbbbbbbbbbbb'
const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
const sessions = new Map<string, GatewaySession>()
let page: Server
let pagePort: number
let gateway: Gateway

/** A sandbox whose only open port is `pagePort`; nothing else of it is needed here. */
function sandboxWith(openPort: () => number): Sandbox {
  const unused = () => Promise.reject(new Error('not used in this test'))
  return {
    id: 'test',
    home: '/home/learner',
    openPty: unused,
    exec: unused,
    listeningPorts: async () => [openPort()],
    destroy: async () => undefined,
    onEnd: () => undefined,
    connect: (port) => new Promise((resolve, reject) => {
      if (port !== openPort()) return reject(new Error(`nothing listens on ${port}`))
      const socket = connect(port, '127.0.0.1', () => resolve(socket))
      return undefined
    }),
  }
}

interface Answer {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: string
}

function ask(host: string, options: { path?: string; socketPath?: string; port?: number } = {}): Promise<Answer> {
  const where = options.port ? { host: '127.0.0.1', port: options.port } : { socketPath: options.socketPath ?? gateway.webSocketPath }
  return new Promise((resolve, reject) => {
    const sent = request({
      ...where,
      path: options.path ?? '/',
      headers: { host },
      agent: false,
    }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => { body += text })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

beforeAll(async () => {
  page = createServer((incoming, response) => {
    response.writeHead(200, { 'x-page': 'learner', connection: 'close', 'set-cookie': ['a=1', 'b=2'] })
    response.end(`${incoming.method} ${incoming.url} ${incoming.headers.host}`)
  })
  page.on('upgrade', (incoming, socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${incoming.headers.upgrade}\r\nConnection: Upgrade\r\n\r\n`)
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve))
  const address = page.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  pagePort = address.port
  for (const id of [mine, other]) sessions.set(id, { previewId: id, sandbox: sandboxWith(() => pagePort) })
  gateway = await openGateway({ socketFolder: folder, previewDomain: 'localhost:3000', find: (id) => sessions.get(id) })
})

afterAll(async () => {
  await gateway.close()
  await new Promise((resolve) => page.close(resolve))
  rmSync(folder, { recursive: true })
})

describe('a port of a learner’s machine', () => {
  it('answers with path, host and every cookie', async () => {
    const answer = await ask(`${mine}-${pagePort}.localhost:3000`, { path: '/a?b=c' })
    expect(answer.body).toBe(`GET /a?b=c ${mine}-${pagePort}.localhost:3000`)
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2'])
  })

  it('says so when nothing listens, and asks again by itself', async () => {
    const answer = await ask(`${mine}-1.localhost:3000`)
    expect(answer.status).toBe(502)
    expect(answer.body).toContain('Nothing listens on port 1 yet')
    expect(answer.body).toContain('http-equiv="refresh"')
  })

  it('passes an upgrade through as bytes', async () => {
    const echoed = await new Promise<string>((resolve, reject) => {
      const sent = request({
        socketPath: gateway.webSocketPath, agent: false,
        headers: { host: `${mine}-${pagePort}.localhost`, connection: 'Upgrade', upgrade: 'websocket' },
      })
      sent.on('upgrade', (_, socket) => {
        socket.on('data', (data: Buffer) => {
          resolve(data.toString())
          socket.destroy()
        })
        socket.write('hello')
      })
      sent.on('error', reject)
      sent.end()
    })
    expect(echoed).toBe('hello')
  })
})

describe('what it refuses', () => {
  it.each([
    ['an unknown session', `${'c'.repeat(26)}-80.localhost`],
    ['a host that is no preview', 'example.com'],
    ['our own host', 'localhost:3000'],
    ['a name that only looks like ours', `${mine}-80.localhost.example.com`],
  ])('%s', async (_, host) => {
    expect((await ask(host)).status).toBe(404)
  })

  it('a session’s own socket reaches no other session', async () => {
    const door = await gateway.openSession(mine)
    expect((await ask(`${mine}-${pagePort}.localhost`, { socketPath: door.socketPath })).status).toBe(200)
    expect((await ask(`${other}-${pagePort}.localhost`, { socketPath: door.socketPath })).status).toBe(404)
    door.close()
    await expect(ask(`${mine}-${pagePort}.localhost`, { socketPath: door.socketPath })).rejects.toThrow()
  })

  it.each([
    ['the API’s address under another name (DNS rebinding)', 'evil.example'],
    ['the API of a session without a lab', '127.0.0.1'],
  ])('%s', async (_, host) => {
    expect((await ask(host, { port: gateway.apiPort, path: `/labs/${mine}/${'t'.repeat(32)}/api` })).status).toBe(404)
  })
})
