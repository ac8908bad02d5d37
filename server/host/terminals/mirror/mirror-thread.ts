import { Worker } from 'node:worker_threads'
import type { FromMirrorThread, MirrorAnswer, MirrorRequest, ParkedMirror, ToMirrorThread } from './mirror-messages.ts'

/** Follows the output of terminals, many of them, and repaints each when asked. */
export interface MirrorThread {
  /** Another number than before: everything the thread had is gone. */
  readonly generation: number
  /** @throws MirrorLost */
  run(request: Omit<MirrorRequest, 'id'>): Promise<MirrorAnswer>
  forget(mirror: number): void
  /** Called with a mirror that was put away; kept beside the thread, it is there when the thread dies. */
  onParked(mirror: number, listener: (parked: ParkedMirror) => void): void
}

/** The thread, or this mirror in it, begins anew: what it had is gone. `ownFault` when its own output was the reason. */
export class MirrorLost extends Error {
  readonly ownFault: boolean

  constructor(message: string, ownFault: boolean) {
    super(message)
    this.ownFault = ownFault
  }
}

/** No output that may be sent at once takes a tenth of that; xterm.js has hung for ever on less than twenty bytes. */
const deadlineMs = 5_000

interface Waiting {
  readonly request: MirrorRequest
  readonly resolve: (answer: MirrorAnswer) => void
  readonly reject: (error: MirrorLost) => void
}

/** A thread takes a tenth of a second to start: that is done before somebody reloads a page, and not while a first shell starts. */
const prepareAfterMs = 1_000

/** One worker thread, started soon after there is a terminal and again when it dies or takes too long for one request. */
export class WorkerMirrorThread implements MirrorThread {
  readonly #file: URL
  readonly #deadlineMs: number
  readonly #listeners = new Map<number, (parked: ParkedMirror) => void>()
  /** The first one is what the thread works on. */
  #queue: Waiting[] = []
  #worker: Worker | undefined
  #timer: NodeJS.Timeout | undefined
  #preparing: NodeJS.Timeout | undefined
  #lastId = 0
  #generation = 0

  /** @param file the bundled mirror-worker */
  constructor(file: URL, { deadlineMs: deadline = deadlineMs }: { readonly deadlineMs?: number } = {}) {
    this.#file = file
    this.#deadlineMs = deadline
  }

  get generation(): number {
    return this.#generation
  }

  run(request: Omit<MirrorRequest, 'id'>): Promise<MirrorAnswer> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      const waiting = { request: { id, ...request }, resolve, reject }
      // Somebody looks at a page that waits for a picture; the rest is only kept from growing.
      const place = request.wantsPicture ? this.#queue.findIndex((other, at) => at > 0 && !other.request.wantsPicture && other.request.mirror !== request.mirror) : -1
      if (place > 0 && !this.#hasEarlier(request.mirror, place)) this.#queue.splice(place, 0, waiting)
      else this.#queue.push(waiting)
      if (this.#queue.length === 1) this.#next()
    })
  }

  forget(mirror: number): void {
    this.#listeners.delete(mirror)
    this.#post({ kind: 'forget', mirror })
  }

  onParked(mirror: number, listener: (parked: ParkedMirror) => void): void {
    this.#listeners.set(mirror, listener)
    this.#preparing ??= setTimeout(() => { this.#worker ??= this.#start() }, prepareAfterMs).unref()
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    clearTimeout(this.#preparing)
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
    this.#loseAll('the mirrors were closed')
  }

  // Requests of one mirror keep their order.
  #hasEarlier(mirror: number, place: number): boolean {
    return this.#queue.slice(place).some(({ request }) => request.mirror === mirror)
  }

  #next(): void {
    const first = this.#queue[0]
    if (!first) return
    this.#worker ??= this.#start()
    this.#timer = setTimeout(() => this.#lose('it took too long'), this.#deadlineMs)
    this.#post({ kind: 'request', request: first.request })
  }

  #start(): Worker {
    const worker = new Worker(this.#file)
    // It must not keep a host process from ending.
    worker.unref()
    worker.on('message', (message: FromMirrorThread) => this.#take(message))
    worker.on('error', (error) => { if (this.#worker === worker) this.#lose(error.message) })
    worker.on('exit', () => { if (this.#worker === worker) this.#lose('it ended') })
    return worker
  }

  #post(message: ToMirrorThread): void {
    this.#worker?.postMessage(message)
  }

  #take(message: FromMirrorThread): void {
    if (message.kind === 'parked') return this.#listeners.get(message.parked.mirror)?.(message.parked)
    const first = this.#queue[0]
    const id = message.kind === 'answer' ? message.answer.id : message.id
    if (first?.request.id !== id) return
    clearTimeout(this.#timer)
    this.#queue.shift()
    if (message.kind === 'answer') first.resolve(message.answer)
    else first.reject(new MirrorLost(message.message, true))
    this.#next()
  }

  #lose(reason: string): void {
    const worker = this.#worker
    this.#worker = undefined
    clearTimeout(this.#timer)
    void worker?.terminate()
    console.error(`The thread that follows terminals begins anew: ${reason}.`)
    this.#loseAll(reason)
  }

  #loseAll(reason: string): void {
    this.#generation += 1
    const lost = this.#queue
    this.#queue = []
    for (const [at, { reject }] of lost.entries()) reject(new MirrorLost(reason, at === 0))
  }
}
