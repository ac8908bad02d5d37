import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Pages } from '../pages.ts'
import { threadPages } from './page-thread.ts'

// Stands for the bundled worker: tells what it was asked, and ends when it is told to.
const worker = `
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { parentPort, workerData } from 'node:worker_threads'
if (workerData.hostname === 'broken') throw new Error('no pages here')
createServer(async (request, response) => {
  if (request.url === '/end') process.exit(3)
  if (request.url === '/hang') return parentPort.postMessage('hanging')
  const body = await text(request)
  response.writeHead(203, [['set-cookie', 'a=1'], ['set-cookie', 'b=2'], ['connection', 'close']].flat())
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }))
}).listen(workerData.socketPath, () => parentPort.postMessage('ready'))
`

let folder: string
let pages: Pages | undefined
let server: Server | undefined
let lost: Error[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'))
  writeFileSync(join(folder, 'worker.mjs'), worker)
  lost = []
})
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  await pages?.close()
  server = undefined
  pages = undefined
  rmSync(folder, { recursive: true, force: true })
})

async function open(hostname = 'localhost'): Promise<number> {
  const mine = await threadPages({ file: pathToFileURL(join(folder, 'worker.mjs')), socketFolder: folder, folder, hostname, port: 1, onLost: (error) => lost.push(error) })
  pages = mine
  const http = createServer((asked, response) => {
    asked.headers['x-who'] = 'somebody'
    response.appendHeader('set-cookie', 'ours=1')
    void mine.handle(asked, response)
  })
  server = http
  await new Promise<void>((resolve) => { http.listen(0, '127.0.0.1', resolve) })
  return (http.address() as AddressInfo).port
}

function ask(port: number, path: string, { method = 'GET', body = '' } = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers: { 'x-mine': 'a', connection: 'x-hop', 'x-hop': '1' }, agent: false }, resolve).on('error', reject).end(body)
  })
}

describe('pages in a thread', () => {
  it('get the request with what was added to it, and give their answer beside headers of ours', async () => {
    const answer = await ask(await open(), '/learn/a%20b?c=d', { method: 'POST', body: 'a body' })
    expect(answer.statusCode).toBe(203)
    expect(answer.headers['set-cookie']).toEqual(['ours=1', 'a=1', 'b=2'])
    const asked: unknown = JSON.parse(await text(answer))
    expect(asked).toMatchObject({ method: 'POST', url: '/learn/a%20b?c=d', body: 'a body', headers: { 'x-who': 'somebody', 'x-mine': 'a' } })
    expect(asked).not.toHaveProperty('headers.x-hop')
  })

  it('are told once that they are gone, and who asks then gets an answer', async () => {
    const port = await open()
    expect((await ask(port, '/end')).statusCode).toBe(500)
    await expect.poll(() => lost.length).toBe(1)
    expect((await ask(port, '/')).statusCode).toBe(500)
    expect(lost).toHaveLength(1)
  })

  it('say so when they cannot be loaded', async () => {
    await expect(open('broken')).rejects.toThrow('no pages here')
  })

  it('end without a word when they are closed, whatever is being asked', async () => {
    const port = await open()
    const asked = ask(port, '/hang').then(({ statusCode }) => statusCode, () => undefined)
    await pages?.close()
    expect([500, undefined]).toContain(await asked)
    expect(lost).toEqual([])
  })
})
