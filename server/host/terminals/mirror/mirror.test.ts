import { describe, expect, it } from 'vitest'
import { OutputRing } from '../output-ring.ts'
import { InProcessMirror } from '../testing/in-process-mirror.ts'
import { Mirror } from './mirror.ts'
import type { MirrorAnswer, MirrorRequest } from './mirror-messages.ts'
import { Screen } from './screen.ts'
import { screenState } from './screen-state.ts'

const size = { cols: 40, rows: 10 }

/** Works on nothing until it is let go. */
class StuckMirror extends InProcessMirror {
  letGo: () => void = () => undefined
  readonly #free = new Promise<void>((resolve) => { this.letGo = resolve })

  override async run(request: Omit<MirrorRequest, 'id'>): Promise<MirrorAnswer> {
    await this.#free
    return super.run(request)
  }
}

/** A terminal's ring and mirror, and a screen that saw everything. */
class Flood {
  readonly thread = new StuckMirror()
  readonly ring = new OutputRing(256 * 1024)
  readonly mirror = new Mirror({ thread: this.thread, ring: this.ring, size })
  readonly model = new Screen(size.cols, size.rows)

  print(text: string): void {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += 30_001) {
      const left = this.ring.append(bytes.subarray(at, at + 30_001))
      if (left.length > 0) this.mirror.left(left)
    }
    this.model.write(bytes)
  }

  get sent(): number {
    return this.thread.requests.flatMap(({ steps }) => steps).reduce((sum, step) => sum + (step instanceof Uint8Array ? step.length : 0), 0)
  }

  /** What a page that is loaded now has on its screen. */
  async seen(): Promise<{ readonly screen: Screen; readonly whole: boolean }> {
    const { bytes, offset, whole, size: { cols, rows } } = await this.mirror.picture()
    const screen = new Screen(cols, rows)
    screen.write(bytes)
    for (let at = offset; at < this.ring.complete;) {
      const next = this.ring.read(at, 64 * 1024)
      screen.write(next)
      at += next.length
    }
    return { screen, whole }
  }
}

const coloured = Array.from({ length: 500 }, (_, line) => `\u001B[${31 + (line % 7)}mline ${line}\u001B[0m and \u001B[1;48;5;${line % 256}m— more —\u001B[m\r\n`).join('')

describe('a mirror whose thread does not keep up', () => {
  it('has the very screen again after a flood in colours, of which the thread saw little', async () => {
    const flood = new Flood()
    flood.print('\u001B]2;before\u0007\u001B[?2004h$ flood\r\n')
    for (let n = 0; n < 250; n += 1) flood.print(coloured)
    flood.print('\u001B[4mthe end\u001B[3')
    flood.thread.letGo()
    const { screen, whole } = await flood.seen()
    flood.print('2m')
    screen.write(Buffer.from('2m'))
    expect(whole).toBe(true)
    expect(screenState(screen)).toEqual(screenState(flood.model))
    expect(flood.sent).toBeLessThan(3 * 1024 * 1024)
  })

  it('has it too when the flood began while a program was on the alternate screen', async () => {
    const flood = new Flood()
    flood.print(`\u001B[?1049h${'\u001B[3;3Ha program on the whole screen\u001B[K'.repeat(16_000)}\u001B[?1049l`)
    for (let n = 0; n < 100; n += 1) flood.print(coloured)
    flood.thread.letGo()
    const { screen } = await flood.seen()
    expect(screenState(screen)).toEqual(screenState(flood.model))
  })

  it('follows a line without end, which wraps where all of it says', async () => {
    const flood = new Flood()
    flood.thread.letGo()
    for (let n = 0; n < 200; n += 1) {
      flood.print('0123456789abcdefg'.repeat(1_000))
      await new Promise((resolve) => setImmediate(resolve))
    }
    const { screen, whole } = await flood.seen()
    expect(whole).toBe(true)
    expect(screenState(screen)).toEqual(screenState(flood.model))
  })

  it('leaves the oldest out of what does more than scroll, says so, and shows the rest', async () => {
    const flood = new Flood()
    const frame = `\u001B[?1049h\u001B[2J${Array.from({ length: 10 }, (_, row) => `\u001B[${row + 1};1H${`row ${row} `.repeat(6)}`).join('')}`
    for (let n = 0; n < 13_000; n += 1) flood.print(frame)
    flood.thread.letGo()
    const { screen, whole } = await flood.seen()
    expect(whole).toBe(false)
    expect(screenState(screen)).toEqual(screenState(flood.model))
    expect(flood.sent).toBeLessThan(5 * 1024 * 1024)
  })
})
