import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import { nextPages } from './next-pages.ts'
import type { PageThreadData } from './page-thread.ts'
import { warmUp } from './warm-up.ts'

// Our pages, in a thread beside the one that passes keys on: what Next needs to follow a request through its promises slows
// down everything on its thread to half, and a page that is rendered stops it for some ten milliseconds.
const port = parentPort
if (!port) throw new Error('page-worker runs as a worker thread only')

// Whoever started us made these for us.
const { socketPath, ...where } = workerData as PageThreadData
const pages = await nextPages({ ...where, dev: false })
// Connections stay open for the next request; who may ask, and for how long, is decided before us.
const server = createServer({ keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 }, (request, response) => {
  pages.handle(request, response).catch((error: unknown) => {
    console.error(`${request.method} ${request.url} failed:`, error)
    if (response.headersSent) response.destroy()
    else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end('Something went wrong on the server.\n')
  })
})
rmSync(socketPath, { force: true })
server.listen(socketPath, () => {
  port.postMessage('ready')
  void warmUp(socketPath)
})
