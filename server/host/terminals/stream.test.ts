import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { canBeRepainted } from './mirror/can-be-repainted.ts'
import { outputPiece } from './mirror/output-arbitrary.ts'
import { Screen } from './mirror/screen.ts'
import { screenState } from './mirror/screen-state.ts'
import { Terminal } from './terminal.ts'
import { FakePty } from './testing/fake-pty.ts'
import { FaultyTab } from './testing/faulty-tab.ts'
import { InProcessMirror } from './testing/in-process-mirror.ts'
import { incompleteTail } from './utf8.ts'

const sizes = [{ cols: 20, rows: 6 }, { cols: 31, rows: 9 }] as const
const runs = Number(process.env['PROPERTY_RUNS'] ?? 200)

/** A terminal, a tab on a bad line, and a screen that saw everything the terminal was given. */
class World {
  readonly pty = new FakePty()
  readonly mirrors = new InProcessMirror()
  readonly model = new Screen(sizes[0].cols, sizes[0].rows)
  readonly terminal: Terminal
  readonly tab: FaultyTab
  #time = 0
  #printed = 0
  #half = Buffer.alloc(0)

  constructor(ringBytes: number) {
    this.terminal = new Terminal({
      id: 't1', number: 1, name: 'Terminal 1', host: 'host01', size: sizes[0], ringBytes, mirrors: this.mirrors,
      recording: { quotaBytes: 0, file: { append: () => undefined, read: async () => new Uint8Array(), remove: async () => undefined } },
      open: async () => this.pty,
      onChange: () => undefined,
      onCommand: () => undefined,
      now: () => this.#time,
      clock: () => 0,
    })
    this.tab = new FaultyTab(this.terminal, sizes[0])
    this.pty.onDelivered = (data) => {
      this.#printed += data.length
      // xterm.js loses characters that come in two parts.
      const whole = Buffer.concat([this.#half, data])
      this.#half = whole.subarray(whole.length - incompleteTail(whole))
      this.model.write(whole.subarray(0, whole.length - this.#half.length))
    }
  }

  /** In pieces that do not care for characters. */
  print(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += 7) {
      this.#time += 3
      this.pty.print(bytes.subarray(at, at + 7))
    }
  }

  wait(): void {
    this.#time += 6_000
    this.terminal.tick()
  }

  async attach(): Promise<void> {
    if (this.tab.attached) return
    fc.pre(canBeRepainted(this.model))
    await this.tab.attach(this.model.size)
  }

  /** Everything arrives, and the screens must be the same. */
  async settle(): Promise<void> {
    for (let rounds = 0; this.tab.offset !== this.#printed || this.pty.paused; rounds += 1) {
      if (rounds > 1_000) throw new Error(`The tab stays at ${this.tab.offset} of ${this.#printed}`)
      await this.attach()
      this.tab.receive()
      // What is gathered for a moment goes out by a real timer.
      if (rounds > 3) await new Promise((resolve) => setTimeout(resolve, 3))
    }
  }

  async resize(): Promise<void> {
    await this.settle()
    await this.attach()
    const size = this.model.size.cols === sizes[0].cols ? sizes[1] : sizes[0]
    this.model.resize(size.cols, size.rows)
    this.tab.screen.resize(size.cols, size.rows)
    this.terminal.resize(size, this.tab)
  }

  close(): void {
    this.terminal.close()
    this.model.dispose()
    this.tab.screen.dispose()
  }
}

type Step =
  | { readonly kind: 'print'; readonly bytes: Buffer }
  | { readonly kind: 'receive'; readonly frames: number }
  | { readonly kind: 'cut' | 'reload' | 'attach' | 'wait' | 'park' | 'die' | 'resize' }

// With wrapping off xterm.js shows wide characters at the end of a line differently by how its input was cut.
const text = fc.array(outputPiece.filter((piece) => piece !== '\u001B[?7l'), { maxLength: 12 }).map((pieces) => pieces.join(''))
const bytes = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 60 }), text).map(([times, piece]) => `${piece}${'plain line\r\n'.repeat(times)}`) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }).map((times) => '—“ab”\r\n'.repeat(times)) },
).map((whole) => Buffer.from(whole))
const usual: readonly (fc.WeightedArbitrary<Step>)[] = [
  { weight: 6, arbitrary: bytes.map((printed) => ({ kind: 'print', bytes: printed })) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }).map((frames) => ({ kind: 'receive', frames })) },
  { weight: 3, arbitrary: fc.constantFrom('cut', 'reload', 'wait').map((kind) => ({ kind })) },
  { weight: 4, arbitrary: fc.constant({ kind: 'attach' }) },
]
const rare: fc.WeightedArbitrary<Step> = { weight: 1, arbitrary: fc.constantFrom('park', 'resize').map((kind) => ({ kind })) }
const death: fc.WeightedArbitrary<Step> = { weight: 1, arbitrary: fc.constant({ kind: 'die' }) }
const ringBytes = fc.constantFrom(2 * 1024, 8 * 1024)

async function play(world: World, steps: readonly Step[]): Promise<void> {
  await world.terminal.start()
  for (const action of steps) {
    if (action.kind === 'print') world.print(action.bytes)
    else if (action.kind === 'receive') world.tab.receive(action.frames)
    else if (action.kind === 'cut') world.tab.cut()
    else if (action.kind === 'reload') world.tab.reload()
    else if (action.kind === 'attach') await world.attach()
    else if (action.kind === 'wait') world.wait()
    else if (action.kind === 'park') world.mirrors.store.parkIdle(0)
    else if (action.kind === 'die') world.mirrors.die()
    else await world.resize()
  }
  await world.settle()
}

const opened: World[] = []

function open(ring: number): World {
  const world = new World(ring)
  opened.push(world)
  return world
}

afterEach(() => {
  for (const world of opened.splice(0)) world.close()
})

describe('a tab that is cut off, loaded anew and slow', () => {
  it('has on its screen what was printed, and each byte came once', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(...usual, rare), { maxLength: 30 }), ringBytes, async (steps, ring) => {
      const world = new World(ring)
      try {
        await play(world, steps)
        const [seen, printed] = [screenState(world.tab.screen), screenState(world.model)]
        if (JSON.stringify(seen) !== JSON.stringify(printed)) expect(seen).toEqual(printed)
      } finally {
        world.close()
      }
    }), { numRuns: runs })
  })

  it('goes on without a gap when the thread that draws pictures dies', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(...usual, death), { maxLength: 30 }), ringBytes, async (steps, ring) => {
      const world = new World(ring)
      try {
        await play(world, steps)
        world.tab.reload()
        await world.settle()
        world.print(Buffer.from('\u001B[?1049l\u001B[!p\u001B[r\u001B[2J\u001B[Hhere again'))
        await world.settle()
        expect(world.tab.screen.terminal.buffer.active.getLine(world.tab.screen.terminal.buffer.active.baseY)?.translateToString(true)).toBe('here again')
      } finally {
        world.close()
      }
    }), { numRuns: Math.ceil(runs / 4) })
  })

  it('lacks nothing of a flood when it is back within ten seconds, and holds nothing up beyond that', async () => {
    const world = open(8 * 1024)
    await world.terminal.start()
    await world.attach()
    world.tab.receive()
    world.tab.cut()
    for (let n = 0; n < 400; n += 1) world.print(Buffer.from('\u001B[1mmuch\u001B[m more than the ring holds\r\n'))
    expect(world.pty.paused).toBe(true)
    await world.attach()
    await world.settle()
    expect(world.tab.repaints).toBe(1)
    expect(screenState(world.tab.screen)).toEqual(screenState(world.model))
    world.tab.cut()
    for (let n = 0; n < 400; n += 1) world.print(Buffer.from('much more than the ring holds\r\n'))
    expect(world.pty.paused).toBe(true)
    world.wait()
    world.wait()
    expect(world.pty.paused).toBe(false)
  })

  it('holds nothing up once another tab has taken its place', async () => {
    const world = open(8 * 1024)
    await world.terminal.start()
    await world.attach()
    world.tab.receive()
    world.tab.cut()
    for (let n = 0; n < 400; n += 1) world.print(Buffer.from('much more than the ring holds\r\n'))
    world.terminal.taken(world.tab.tab)
    expect(world.pty.paused).toBe(true)
    world.terminal.taken('another')
    expect(world.pty.paused).toBe(false)
  })

  it('does not hold the program up when it stops reading', async () => {
    const world = open(8 * 1024)
    await world.terminal.start()
    await world.attach()
    for (let n = 0; n < 200 && !world.pty.paused; n += 1) world.print(Buffer.alloc(1024, 'x'))
    expect(world.pty.paused).toBe(true)
    world.wait()
    expect(world.tab.attached).toBe(false)
    expect(world.pty.paused).toBe(false)
    await world.settle()
    expect(screenState(world.tab.screen)).toEqual(screenState(world.model))
  })
})
