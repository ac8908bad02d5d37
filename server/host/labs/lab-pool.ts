import type { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { LabState } from '../../../lab/lab.ts'
import type { FromWorker, LabRequest, LabSetup, ToWorker } from './lab-messages.ts'
import { SocketTunnel, type TunnelMessage } from './socket-tunnel.ts'

interface LabResponse {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
}

/** Callbacks of one request to a lab. After `end` or `fail` nothing more is called. */
interface LabResponder {
  head(response: LabResponse): void
  chunk(bytes: Uint8Array): void
  end(): void
  fail(message: string): void
}

/** One learner's lab, wherever its thread is. */
export interface LabHandle {
  readonly token: string
  /** The returned function gives the request up. */
  fetch(request: LabRequest, responder: LabResponder): () => void
  /** Hands a connection over to the API server, which upgrades it: `head` is the request as it is to be read there. The socket is closed with it. */
  connect(head: Uint8Array, socket: Duplex): void
  snapshot(): Promise<LabState>
  stop(): void
}

export interface LabPool {
  start(setup: LabSetup): LabHandle
  close(): Promise<void>
}

interface Member {
  readonly worker: Worker
  labs: number
}

/**
 * Labs in worker threads, many in each, the emptiest thread first.
 * @param workerFile the bundled lab-worker
 * @param threads how many threads there may be; they start when they are first needed
 */
export function createLabPool(workerFile: URL, threads: number): LabPool {
  const members: Member[] = []
  const waiting = new Map<number, { worker: Worker; responder: LabResponder }>()
  const snapshots = new Map<number, { worker: Worker; resolve: (state: LabState) => void; reject: (error: Error) => void }>()
  const tunnels = new Map<number, { worker: Worker; tunnel: SocketTunnel }>()
  let nextId = 1
  let nextLab = 1

  function member(): Member {
    const emptiest = members.toSorted((a, b) => a.labs - b.labs)[0]
    if (emptiest && (emptiest.labs === 0 || members.length >= threads)) return emptiest
    const worker = new Worker(workerFile)
    const made: Member = { worker, labs: 0 }
    worker.on('message', receive)
    worker.on('error', (error) => lose(made, error.message))
    worker.on('exit', () => lose(made, 'the lab’s thread ended'))
    members.push(made)
    return made
  }

  function receive(message: FromWorker): void {
    const snapshot = snapshots.get(message.id)
    if (snapshot) {
      snapshots.delete(message.id)
      if (message.kind === 'state') snapshot.resolve(message.state)
      else snapshot.reject(new Error(message.kind === 'failed' ? message.message : 'the lab gave no snapshot'))
      return
    }
    if (message.kind === 'state') return
    if (isTunnelled(message)) return tunnels.get(message.id)?.tunnel.receive(message)
    const responder = waiting.get(message.id)?.responder
    if (!responder) return
    if (message.kind === 'head') return responder.head(message)
    if (message.kind === 'chunk') return responder.chunk(message.bytes)
    waiting.delete(message.id)
    if (message.kind === 'end') responder.end()
    else responder.fail(message.message)
  }

  // A thread that dies takes its labs along; every open request must hear of it.
  function lose(lost: Member, reason: string): void {
    const at = members.indexOf(lost)
    if (at >= 0) members.splice(at, 1)
    for (const [id, request] of waiting) {
      if (request.worker !== lost.worker) continue
      waiting.delete(id)
      request.responder.fail(reason)
    }
    for (const { worker, tunnel } of tunnels.values()) if (worker === lost.worker) tunnel.close()
    for (const [id, snapshot] of snapshots) {
      if (snapshot.worker !== lost.worker) continue
      snapshots.delete(id)
      snapshot.reject(new Error(reason))
    }
  }

  function handle(owner: Member, lab: string, token: string): LabHandle {
    const post = (message: ToWorker) => owner.worker.postMessage(message)
    return {
      token,
      fetch(request, responder) {
        if (!members.includes(owner)) {
          responder.fail('the lab’s thread ended')
          return () => undefined
        }
        const id = nextId++
        waiting.set(id, { worker: owner.worker, responder })
        post({ kind: 'fetch', lab, id, request })
        return () => {
          if (waiting.delete(id)) post({ kind: 'cancel', id })
        }
      },
      connect(head, socket) {
        if (!members.includes(owner)) return void socket.destroy()
        const id = nextId++
        post({ kind: 'tunnel-open', lab, id })
        const tunnel = new SocketTunnel(id, socket, { post, onClose: () => tunnels.delete(id) })
        tunnels.set(id, { worker: owner.worker, tunnel })
        tunnel.send(head)
      },
      snapshot() {
        if (!members.includes(owner)) return Promise.reject(new Error('the lab’s thread ended'))
        const id = nextId++
        post({ kind: 'snapshot', lab, id })
        return new Promise((resolve, reject) => snapshots.set(id, { worker: owner.worker, resolve, reject }))
      },
      stop() {
        owner.labs -= 1
        post({ kind: 'stop', lab })
      },
    }
  }

  return {
    start(setup) {
      const owner = member()
      const lab = `lab-${nextLab++}`
      owner.labs += 1
      owner.worker.postMessage({ kind: 'start', lab, setup } satisfies ToWorker)
      return handle(owner, lab, setup.token)
    },
    async close() {
      await Promise.all(members.map(({ worker }) => worker.terminate()))
    },
  }
}

function isTunnelled(message: FromWorker): message is TunnelMessage {
  return message.kind.startsWith('tunnel-')
}
