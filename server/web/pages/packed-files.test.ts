import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packedFiles } from './packed-files.ts'

let folder: string
let server: Server
let address: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'packed-'))
  mkdirSync(join(folder, 'chunks'))
  for (const [name, text] of [['chunks/a.js', 'let a'], ['b.css', 'b {}'], ['c.txt', 'c'], ['gone.js', '']] as const) {
    if (text) writeFileSync(join(folder, name), text)
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text))
  }
  const serve = packedFiles(folder)
  server = createServer((request, response) => { if (!serve(request, response)) response.writeHead(404).end() })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_next/static/`
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

describe('packedFiles', () => {
  it.each([
    ['chunks/a.js', 'application/javascript', 'let a'],
    ['b.css?v=1', 'text/css', 'b {}'],
  ])('%s', async (path, type, text) => {
    const answer = await fetch(address + path, { headers: { 'accept-encoding': 'gzip, br' } })
    expect(answer.headers.get('content-encoding')).toBe('br')
    expect(answer.headers.get('content-type')).toContain(type)
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(await answer.text()).toBe(text)
  })

  it.each([
    ['chunks/a.js', 'gzip'], ['chunks/a.js', 'br;q=0'], ['chunks/a.js', 'brotli'], ['c.txt', 'br'], ['gone.js', 'br'], ['chunks/a.js.br', 'br'], ['..%2f..%2fetc/passwd', 'br'],
  ])('leaves %s for %s to others', async (path, encoding) => {
    expect((await fetch(address + path, { headers: { 'accept-encoding': encoding } })).status).toBe(404)
  })

  it('leaves writes to others', async () => {
    expect((await fetch(`${address}b.css`, { method: 'POST', headers: { 'accept-encoding': 'br' } })).status).toBe(404)
  })
})
