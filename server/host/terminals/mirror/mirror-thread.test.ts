import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildWorker } from '../testing/build-worker.ts'
import { MirrorLost, WorkerMirrorThread } from './mirror-thread.ts'

const size = { cols: 40, rows: 5 }
const opened: WorkerMirrorThread[] = []
let worker: Awaited<ReturnType<typeof buildWorker>>

function open(deadlineMs?: number): WorkerMirrorThread {
  const thread = new WorkerMirrorThread(worker.file, deadlineMs === undefined ? {} : { deadlineMs })
  opened.push(thread)
  return thread
}

beforeAll(async () => { worker = await buildWorker('server/host/terminals/mirror/mirror-worker.ts') })
afterAll(() => worker.remove())
afterEach(async () => {
  vi.restoreAllMocks()
  for (const thread of opened.splice(0)) await thread.close()
})

describe('the thread that follows terminals', () => {
  it('repaints each of them', async () => {
    const thread = open()
    const [first, second] = await Promise.all([1, 2].map((mirror) => thread.run({
      mirror, base: size, steps: [Buffer.from(`\u001B[31mterminal ${mirror}`)], at: 20, wantsPicture: true,
    })))
    expect(Buffer.from(first?.picture ?? []).toString()).toContain('terminal 1')
    expect(Buffer.from(second?.picture ?? []).toString()).toContain('terminal 2')
    expect(first).toMatchObject({ scrollsPlainly: true, alternate: false, size })
    const later = await thread.run({ mirror: 1, steps: [Buffer.from('\u001B[?1049hfull'), { cols: 30, rows: 4 }], at: 40, wantsPicture: false })
    expect(later).toMatchObject({ scrollsPlainly: false, alternate: true, size: { cols: 30, rows: 4 } })
    expect(later.picture).toHaveLength(0)
  })

  it('begins anew when it takes too long, and says whose fault it was', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const thread = open(1)
    const results = await Promise.allSettled([1, 2].map((mirror) => thread.run({ mirror, base: size, steps: [], at: 0, wantsPicture: true })))
    expect(results.map((result) => result.status === 'rejected' && result.reason instanceof MirrorLost && result.reason.ownFault)).toEqual([true, false])
    expect(thread.generation).toBe(1)
  })

  it('lets the pictures before the rest, but keeps the order of each terminal', async () => {
    const thread = open()
    const order: string[] = []
    const run = (mirror: number, wantsPicture: boolean, name: string) => thread
      .run({ mirror, base: size, steps: [Buffer.from(name)], at: 0, wantsPicture }).then(() => order.push(name))
    await Promise.all([run(1, false, 'first'), run(2, false, 'second'), run(3, false, 'third'), run(4, true, 'picture'), run(2, true, 'picture of the second')])
    expect(order).toEqual(['first', 'picture', 'second', 'picture of the second', 'third'])
  })
})
