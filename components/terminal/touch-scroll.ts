import type { Terminal } from '@xterm/xterm'

/** A finger that moved less has tapped. CSS pixels. */
const tapRoom = 8
/** Share of its speed that a scroll keeps from one frame to the next after the finger has left. */
const glide = 0.95
/** Slower than this, in pixels a frame, it stands. */
const slowest = 0.4

/** Lets a finger drag through what a terminal printed, and glide on. xterm itself scrolls by wheels only. The returned function ends that. */
export function scrollByTouch(terminal: Terminal, element: HTMLElement): () => void {
  let last: number | undefined
  let moved = 0
  let rest = 0
  let speed = 0
  let frame = 0

  function scroll(pixels: number): void {
    const lineHeight = element.clientHeight / terminal.rows
    rest += pixels / lineHeight
    const lines = Math.trunc(rest)
    rest -= lines
    if (lines === 0) return
    if (terminal.buffer.active.type === 'normal' && terminal.modes.mouseTrackingMode === 'none') terminal.scrollLines(lines)
    // A program that has the screen for itself gets what a wheel would give it.
    else element.querySelector('.xterm-screen')?.dispatchEvent(new WheelEvent('wheel', { deltaY: lines, deltaMode: WheelEvent.DOM_DELTA_LINE, bubbles: true, cancelable: true }))
  }

  function start({ touches }: TouchEvent): void {
    cancelAnimationFrame(frame)
    last = touches.length === 1 ? touches[0]?.clientY : undefined
    moved = 0
    rest = 0
    speed = 0
  }

  function move(event: TouchEvent): void {
    const y = event.touches[0]?.clientY
    if (last === undefined || y === undefined || event.touches.length > 1) return
    const by = last - y
    moved += Math.abs(by)
    last = y
    if (moved < tapRoom) return
    event.preventDefault()
    speed = by
    scroll(by)
  }

  function end(): void {
    last = undefined
    if (moved >= tapRoom) frame = requestAnimationFrame(glideOn)
  }

  function glideOn(): void {
    speed *= glide
    if (Math.abs(speed) < slowest) return
    scroll(speed)
    frame = requestAnimationFrame(glideOn)
  }

  element.addEventListener('touchstart', start, { passive: true })
  element.addEventListener('touchmove', move, { passive: false })
  element.addEventListener('touchend', end)
  element.addEventListener('touchcancel', end)
  return () => {
    cancelAnimationFrame(frame)
    element.removeEventListener('touchstart', start)
    element.removeEventListener('touchmove', move)
    element.removeEventListener('touchend', end)
    element.removeEventListener('touchcancel', end)
  }
}
