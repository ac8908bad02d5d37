import type { Terminal } from '@xterm/xterm'

/** What xterm.js has and does not declare: the one place from which pictures are drawn. */
interface Inside {
  readonly _renderService?: { readonly _renderDebouncer?: { _animationFrame?: number | undefined; _innerRefresh?: () => void } }
}

/** So much since the last picture is more than anybody reads; a full-screen program that draws everything anew stays below it. */
const floodBytes = 16 * 1024
/** From one picture of a flood to the next. */
const floodPictureMs = 40

/** Where the terminal hears what it was given to print. */
export interface FloodPictures {
  printed(bytes: number): void
  dispose(): void
}

/**
 * Draws a flood twenty-five times a second instead of sixty: drawing takes the processor from the program that prints and
 * from parsing. A key's echo and everything else of a readable size is drawn with the very next picture of the browser. Call it
 * once, right after the terminal was opened; where xterm.js keeps its drawing elsewhere nothing changes.
 */
export function drawFloodsSeldom(terminal: Terminal): FloodPictures {
  const debouncer = (terminal as unknown as { readonly _core: Inside })._core._renderService?._renderDebouncer
  let printed = 0
  let drawnAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  if (debouncer?._innerRefresh) {
    const draw = debouncer._innerRefresh.bind(debouncer)
    const drawNow = (): void => {
      printed = 0
      drawnAt = performance.now()
      draw()
    }
    debouncer._innerRefresh = () => {
      const early = floodPictureMs - (performance.now() - drawnAt)
      if (printed < floodBytes || early <= 0) return drawNow()
      // Until then xterm.js takes the picture for asked for, as it is.
      timer = setTimeout(() => { debouncer._animationFrame = requestAnimationFrame(drawNow) }, early)
    }
  }
  return {
    printed(bytes) {
      printed += bytes
    },
    dispose() {
      clearTimeout(timer)
    },
  }
}
