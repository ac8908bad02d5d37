import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { createLab } from '../../../lab/create-lab.ts'
import type { Lab } from '../../../lab/lab.ts'
import { nodeClock } from '../../../lab/node/node-clock.ts'
import { readPages } from '../../../lab/node/read-pages.ts'
import type { FromWorker, LabRequest, ToWorker } from './lab-messages.ts'
import { LabTunnels } from './lab-tunnel.ts'

// One of these threads holds many labs, so that a flood in one of them delays its neighbours but no keystroke.
const port = parentPort
if (!port) throw new Error('lab-worker runs as a worker thread only')

// This file is bundled to `dist`, where the pages are built to. All labs of the thread share them.
const pages = readPages(fileURLToPath(new URL('lab-pages/', import.meta.url)))
const labs = new Map<string, Lab>()
const running = new Map<number, AbortController>()
const tunnels = new LabTunnels(send)

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'start':
      labs.set(message.lab, createLab({ ...message.setup, clock: nodeClock, pages }))
      return
    case 'fetch':
      void answer(message.lab, message.id, message.request)
      return
    case 'cancel':
      running.get(message.id)?.abort()
      return
    case 'snapshot':
      snapshot(message.lab, message.id)
      return
    case 'stop':
      tunnels.closeLab(message.lab)
      labs.get(message.lab)?.stop()
      labs.delete(message.lab)
      return
    case 'tunnel-open': {
      const lab = labs.get(message.lab)
      if (lab) tunnels.open(message.id, { lab, name: message.lab })
      else send({ kind: 'tunnel-closed', id: message.id })
      return
    }
    case 'tunnel-bytes':
      tunnels.find(message.id)?.receive(message.bytes)
      return
    case 'tunnel-taken':
      tunnels.find(message.id)?.taken(message.count)
      return
    case 'tunnel-end':
      tunnels.find(message.id)?.receiveEnd()
      return
    case 'tunnel-closed':
      tunnels.find(message.id)?.destroy()
      return
  }
})

async function answer(labId: string, id: number, request: LabRequest): Promise<void> {
  const lab = labs.get(labId)
  if (!lab) return send({ kind: 'failed', id, message: 'this lab has ended' })
  const abort = new AbortController()
  running.set(id, abort)
  try {
    const response = await lab.fetch(toRequest(request, abort.signal))
    send({ kind: 'head', id, status: response.status, headers: [...response.headers] })
    await pump(id, response, abort.signal)
    send({ kind: 'end', id })
  } catch (error) {
    send({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) })
  } finally {
    running.delete(id)
  }
}

async function pump(id: number, response: Response, signal: AbortSignal): Promise<void> {
  if (!response.body) return
  const reader = response.body.getReader()
  const cancel = () => void reader.cancel().catch(() => undefined) // Already ended: nothing is left to cancel.
  signal.addEventListener('abort', cancel, { once: true })
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    send({ kind: 'chunk', id, bytes: value })
  }
}

function toRequest({ method, url, headers, body }: LabRequest, signal: AbortSignal): Request {
  const withBody = body && method !== 'GET' && method !== 'HEAD'
  return new Request(url, { method, headers: headers.map(([name, value]): [string, string] => [name, value]), signal, ...(withBody ? { body: Buffer.from(body) } : {}) })
}

function snapshot(labId: string, id: number): void {
  const lab = labs.get(labId)
  if (lab) send({ kind: 'state', id, state: lab.snapshot() })
  else send({ kind: 'failed', id, message: 'this lab has ended' })
}

function send(message: FromWorker): void {
  port?.postMessage(message)
}
