import type { Terminal } from '@xterm/xterm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { drawFloodsSeldom } from './flood-pictures.ts'

const frameMs = 16
const much = 32 * 1024

/** xterm's own drawing as far as it goes here: the first change asks for a picture, which draws all that changed. */
function setUp() {
  const drawnAt: number[] = []
  const debouncer = {
    _animationFrame: undefined as number | undefined,
    _innerRefresh() {
      debouncer._animationFrame = undefined
      drawnAt.push(performance.now())
    },
  }
  const pictures = drawFloodsSeldom({ _core: { _renderService: { _renderDebouncer: debouncer } } } as unknown as Terminal)
  const print = (bytes: number): void => {
    pictures.printed(bytes)
    debouncer._animationFrame ??= requestAnimationFrame(() => debouncer._innerRefresh())
  }
  return { drawnAt, print, pictures }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, frameMs))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('drawFloodsSeldom', () => {
  it('draws what can be read with the next picture', () => {
    const { drawnAt, print } = setUp()
    const from = performance.now()
    for (let key = 0; key < 10; key += 1) {
      print(2_000)
      vi.advanceTimersByTime(frameMs)
    }
    expect(drawnAt.map((at) => at - from)).toEqual(Array.from({ length: 10 }, (_, key) => (key + 1) * frameMs))
  })

  it('draws a flood less often, and its end all the same', () => {
    const { drawnAt, print } = setUp()
    for (let ms = 0; ms < 1_000; ms += 5) {
      print(much)
      vi.advanceTimersByTime(5)
    }
    const end = performance.now()
    vi.advanceTimersByTime(200)
    expect(drawnAt.length).toBeGreaterThan(15)
    expect(drawnAt.length).toBeLessThan(30)
    expect(drawnAt.at(-1)).toBeGreaterThanOrEqual(end)
  })

  it('draws at once again after a flood', () => {
    const { drawnAt, print } = setUp()
    print(much)
    vi.advanceTimersByTime(1_000)
    const before = drawnAt.length
    print(1)
    vi.advanceTimersByTime(frameMs)
    expect(drawnAt).toHaveLength(before + 1)
  })

  it('draws nothing after its end', () => {
    const { drawnAt, print, pictures } = setUp()
    print(much)
    vi.advanceTimersByTime(frameMs)
    print(much)
    vi.advanceTimersByTime(frameMs)
    pictures.dispose()
    vi.advanceTimersByTime(1_000)
    expect(drawnAt).toHaveLength(1)
  })

  it('leaves a terminal alone that keeps its drawing elsewhere', () => {
    const pictures = drawFloodsSeldom({ _core: {} } as unknown as Terminal)
    expect(() => pictures.printed(much)).not.toThrow()
  })
})
