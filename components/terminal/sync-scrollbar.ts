import type { Terminal } from '@xterm/xterm'

/** What xterm.js has and does not declare: the scrollbar, told of each line that scrolls, and a call with the next picture. */
interface Inside {
  readonly _viewport?: {
    _sync?: (...ydisp: readonly (number | undefined)[]) => void
    scrollLines: (lines: number) => void
    scrollToLine: (line: number, atOnce?: boolean) => void
  }
  readonly _renderService?: { addRefreshCallback?: (callback: () => void) => number }
}

/**
 * Tells the scrollbar of lines that scrolled once for each picture instead of once for each line: for short lines that is half of
 * all the work there is. Call it once, right after the terminal was opened; where xterm.js keeps it elsewhere nothing changes.
 */
export function syncScrollbarByPicture(terminal: Terminal): void {
  const { _viewport: viewport, _renderService: renderer } = (terminal as unknown as { readonly _core: Inside })._core
  if (!viewport?._sync || !renderer?.addRefreshCallback) return
  const sync = viewport._sync.bind(viewport)
  const scrollLines = viewport.scrollLines.bind(viewport)
  const scrollToLine = viewport.scrollToLine.bind(viewport)
  const nextPicture = renderer.addRefreshCallback.bind(renderer)
  let waiting = false

  function catchUp(): void {
    if (!waiting) return
    waiting = false
    sync()
  }

  // Only a line that scrolled says no place.
  viewport._sync = (...ydisp) => {
    if (ydisp.length > 0) return sync(...ydisp)
    if (waiting) return
    waiting = true
    nextPicture(catchUp)
  }
  // From here on it counts where the scrollbar stands.
  viewport.scrollLines = (lines) => {
    catchUp()
    scrollLines(lines)
  }
  viewport.scrollToLine = (line, atOnce) => {
    catchUp()
    scrollToLine(line, atOnce)
  }
}
