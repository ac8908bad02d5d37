import { parentPort } from 'node:worker_threads'
import type { FromMirrorThread, ToMirrorThread } from './mirror-messages.ts'
import { ScreenStore } from './screen-store.ts'

// Follows terminals beside the host process's own thread, so that neither a flood nor output that hangs a terminal delays
// anybody's keys. Whoever started it ends it when it does not answer.
const port = parentPort
if (!port) throw new Error('mirror-worker runs as a worker thread only')

const idleMs = 10_000

const store = new ScreenStore({ now: () => performance.now(), onParked: (parked) => send({ kind: 'parked', parked }) })
let timer: NodeJS.Timeout | undefined

port.on('message', (message: ToMirrorThread) => {
  if (message.kind === 'forget') return store.forget(message.mirror)
  const { request } = message
  try {
    send({ kind: 'answer', answer: store.handle(request) })
  } catch (error) {
    send({ kind: 'failed', id: request.id, message: error instanceof Error ? error.message : String(error) })
  }
  timer ??= setTimeout(park, idleMs)
})

// Nothing ticks while everything is put away.
function park(): void {
  store.parkIdle(idleMs)
  timer = store.liveCount > 0 ? setTimeout(park, idleMs / 2) : undefined
}

function send(message: FromMirrorThread): void {
  port?.postMessage(message)
}
