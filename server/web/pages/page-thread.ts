import { rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { endToEnd } from '../../../lib/http-headers.ts'
import { forward } from '../forward.ts'
import type { Pages } from '../pages.ts'
import type { NextOptions } from './next-pages.ts'
import { packedFiles } from './packed-files.ts'

/** What the thread is started with. */
export interface PageThreadData extends Omit<NextOptions, 'dev'> {
  readonly socketPath: string
}

export interface PageThreadOptions extends Omit<NextOptions, 'dev'> {
  /** The bundled page-worker. */
  readonly file: URL
  /** Where its socket may be; nobody but us may look into it. */
  readonly socketFolder: string
  /** The thread ended by itself: there are no pages any more. */
  readonly onLost: (error: Error) => void
}

/**
 * The pages of `app/`, rendered in a thread of their own; resolves when it takes requests. Scripts and style sheets are
 * given out here.
 * @throws when the pages cannot be loaded
 */
export async function threadPages({ file, socketFolder, onLost, ...where }: PageThreadOptions): Promise<Pages> {
  const socketPath = join(socketFolder, `pages-${process.pid}.sock`)
  const worker = new Worker(file, { workerData: { ...where, socketPath } satisfies PageThreadData })
  await isReady(worker)
  let closed = false
  const lost = (error: Error): void => {
    if (!closed) onLost(error)
    closed = true
  }
  worker.once('error', lost)
  worker.once('exit', (code) => lost(new Error(`The thread ended with ${code}`)))
  const agent = new Agent({ keepAlive: true })
  const servePacked = packedFiles(join(where.folder, '.next', 'static'))
  return {
    async handle(request, response) {
      if (servePacked(request, response)) return
      forward(request, response, {
        socketPath,
        agent,
        headers: endToEnd(request.headers).flat(),
        answerHeaders: (answer) => endToEnd(answer.headers).flat(),
        onNobody: () => void response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end('Something went wrong on the server.\n'),
      })
    },
    async close() {
      closed = true
      agent.destroy()
      await worker.terminate()
      rmSync(socketPath, { force: true })
    },
  }
}

function isReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(error instanceof Error ? error : new Error(`The thread of the pages ended with ${String(error)}`))
    worker.once('error', fail)
    worker.once('exit', fail)
    worker.once('message', () => {
      worker.off('error', fail)
      worker.off('exit', fail)
      resolve()
    })
  })
}
