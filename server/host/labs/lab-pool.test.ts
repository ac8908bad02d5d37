import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LabSetup } from './lab-messages.ts'
import { createLabPool, type LabHandle, type LabPool } from './lab-pool.ts'

// Inside the project, because the built worker finds its packages from where it lies.
const folder = mkdtempSync(join(import.meta.dirname, '..', '..', '..', 'node_modules', '.lab-pool-test-'))
const workerFile = join(folder, 'lab-worker.mjs')
const pools: LabPool[] = []

beforeAll(async () => {
  await build({ entryPoints: [join(import.meta.dirname, 'lab-worker.ts')], outfile: workerFile, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' })
})
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))
afterAll(() => rmSync(folder, { recursive: true }))

function open(threads: number): LabPool {
  const pool = createLabPool(pathToFileURL(workerFile), threads)
  pools.push(pool)
  return pool
}

function setup(token: string, more: Partial<LabSetup> = {}): LabSetup {
  return { seed: 7, profile: 'empty', apiHosts: ['api.lab'], routerSuffix: 'lab-80.localhost', publicPort: 3000, token, ...more }
}

/** What came of a request, to its end. */
function ask(lab: LabHandle, path: string, onChunk: (text: string) => void = () => {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    let status = 0
    let body = ''
    lab.fetch({ method: 'GET', url: `http://api.lab${path}`, headers: [['authorization', `Bearer ${lab.token}`]] }, {
      head: (response) => { status = response.status },
      chunk: (bytes) => {
        body += Buffer.from(bytes).toString()
        onChunk(body)
      },
      end: () => resolve({ status, body }),
      fail: (message) => reject(new Error(message)),
    })
  })
}

describe('createLabPool', () => {
  it('keeps labs of one thread apart', async () => {
    const pool = open(1)
    const [a, b] = [pool.start(setup('token-a')), pool.start(setup('token-b', { profile: 'istio-bookinfo' }))]
    const pods = '/api/v1/namespaces/istio-system/pods'
    expect(JSON.parse((await ask(a, pods)).body).items).toHaveLength(0)
    expect(JSON.parse((await ask(b, pods)).body).items.length).toBeGreaterThan(5)
    a.stop()
    await expect(ask(a, pods)).rejects.toThrow('has ended')
    expect((await ask(b, pods)).status).toBe(200)
  })

  it('starts a lab from the snapshot of another', async () => {
    const pool = open(2)
    const first = pool.start(setup('token', { profile: 'istio-bookinfo' }))
    const state = await first.snapshot()
    const second = pool.start(setup('token', { state }))
    const rules = '/apis/config.istio.io/v1alpha2/namespaces/istio-system/routerules'
    expect(JSON.parse((await ask(second, rules)).body).items).toHaveLength(6)
  })

  it('tells everybody who waits when a thread ends', async () => {
    const pool = open(1)
    const lab = pool.start(setup('token'))
    let began: () => void = () => undefined
    const beginning = new Promise<void>((resolve) => {
      began = resolve
    })
    const watching = ask(lab, '/api/v1/namespaces?watch=true', () => began())
    watching.catch(() => undefined) // Looked at below.
    await beginning
    await pool.close()
    await expect(watching).rejects.toThrow('thread ended')
    await expect(lab.snapshot()).rejects.toThrow('thread ended')
    await expect(ask(lab, '/healthz')).rejects.toThrow('thread ended')
  })
})
