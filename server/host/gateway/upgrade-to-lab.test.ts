import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createLabPool, type LabHandle, type LabPool } from '../labs/lab-pool.ts'
import { upgradeToLab } from './upgrade-to-lab.ts'

// Inside the project, because the built worker finds its packages from where it lies.
const folder = mkdtempSync(join(import.meta.dirname, '..', '..', '..', 'node_modules', '.upgrade-test-'))
const workerFile = join(folder, 'lab-worker.mjs')
let pool: LabPool
let lab: LabHandle
let server: Server
let address = ''
let pod = ''

beforeAll(async () => {
  await build({ entryPoints: [join(import.meta.dirname, '..', 'labs', 'lab-worker.ts')], outfile: workerFile, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' })
  pool = createLabPool(pathToFileURL(workerFile), 1)
  lab = newLab()
  server = createServer()
  server.on('upgrade', (request, socket, head) => upgradeToLab(lab, { request, socket, head, host: 'api.lab', path: request.url ?? '/', authorization: 'Bearer token' }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const at = server.address()
  address = `ws://127.0.0.1:${at && typeof at !== 'string' ? at.port : 0}`
  pod = await findPod(lab)
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await pool.close()
  rmSync(folder, { recursive: true })
})

function newLab(): LabHandle {
  return pool.start({ seed: 7, profile: 'istio-bookinfo', apiHosts: ['api.lab'], routerSuffix: 'lab-80.localhost', publicPort: 3000, token: 'token' })
}

function findPod(from: LabHandle): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = ''
    from.fetch({ method: 'GET', url: 'http://api.lab/api/v1/namespaces/istio-system/pods?labelSelector=app%3Dratings', headers: [['authorization', 'Bearer token']] }, {
      head: () => undefined,
      chunk: (bytes) => { body += Buffer.from(bytes).toString() },
      end: () => resolve(JSON.parse(body).items[0].metadata.name),
      fail: (message) => reject(new Error(message)),
    })
  })
}

function exec(command: readonly string[], more = ''): WebSocket {
  const query = new URLSearchParams(command.map((word) => ['command', word]))
  return new WebSocket(`${address}/api/v1/namespaces/istio-system/pods/${pod}/exec?container=ratings&stdin=true&stdout=true&stderr=true&${query.toString()}${more}`, ['v5.channel.k8s.io'])
}

/** What a program wrote and how it ended. */
async function finished(socket: WebSocket): Promise<{ readonly out: Buffer; readonly status: unknown; readonly code: number }> {
  const out: Buffer[] = []
  let status: unknown
  socket.on('message', (data: Buffer) => {
    if (data[0] === 1) out.push(data.subarray(1))
    if (data[0] === 3) status = JSON.parse(data.subarray(1).toString())
  })
  const [code] = await once(socket, 'close')
  return { out: Buffer.concat(out), status, code: Number(code) }
}

describe('upgradeToLab', () => {
  it('runs a program in the thread of the lab', async () => {
    const { out, status, code } = await finished(exec(['sh', '-c', 'hostname; exit 4']))
    expect(out.toString()).toBe(`${pod}\n`)
    expect(status).toMatchObject({ status: 'Failure', reason: 'NonZeroExitCode', details: { causes: [{ reason: 'ExitCode', message: '4' }] } })
    expect(code).toBe(1000)
  })

  it('carries megabytes both ways without losing a byte', async () => {
    const data = Buffer.alloc(6 * 2 ** 20, 'Every byte arrives. ')
    const socket = exec(['cat'])
    const ending = finished(socket)
    await once(socket, 'open')
    for (let at = 0; at < data.length; at += 65_536) socket.send(Buffer.concat([Buffer.from([0]), data.subarray(at, at + 65_536)]))
    socket.send(Buffer.from([255, 0]))
    const { out, status } = await ending
    expect(createHash('sha256').update(out).digest('hex')).toBe(createHash('sha256').update(data).digest('hex'))
    expect(status).toEqual({ metadata: {}, status: 'Success' })
  })

  it('refuses what is no connection of a pod with a Status', async () => {
    const socket = new WebSocket(`${address}/api/v1/namespaces/istio-system/services/ratings/exec`)
    socket.on('error', () => undefined)
    const [, response] = await once(socket, 'unexpected-response')
    expect(response.statusCode).toBe(404)
    expect(JSON.parse(Buffer.concat(await response.toArray()).toString())).toMatchObject({ kind: 'Status', reason: 'NotFound' })
  })

  it('refuses more connections than a session needs, and takes new ones after some have ended', async () => {
    const sockets = Array.from({ length: 50 }, () => exec(['sleep', '1000']))
    await Promise.all(sockets.map((socket) => once(socket, 'open')))
    const refused = exec(['true'])
    refused.on('error', () => undefined)
    const [, response] = await once(refused, 'unexpected-response')
    expect(response.statusCode).toBe(429)
    response.destroy()
    const closing = Promise.all(sockets.map((socket) => once(socket, 'close')))
    for (const socket of sockets) socket.terminate()
    await closing
    for (let round = 0; round < 2; round += 1) {
      const { status } = await finished(exec(['true']))
      expect(status).toEqual({ metadata: {}, status: 'Success' })
    }
  })

  it('ends with its lab', async () => {
    const socket = exec(['sh', '-c', 'echo begun; sleep 1000'])
    const ending = finished(socket)
    await once(socket, 'message')
    lab.stop()
    expect((await ending).code).toBe(1006)
    lab = newLab()
    pod = await findPod(lab)
  })
})
