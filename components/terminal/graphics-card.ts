import type { Terminal } from '@xterm/xterm'
import { withStyleNonce } from './style-nonce.ts'

export interface GraphicsCardInput {
  readonly terminal: Terminal
  /** Holds the terminal. */
  readonly element: HTMLElement
  readonly nonce: string | undefined
}

const settleMs = 400
const tolerance = 0.1

/**
 * Lets the graphics card draw a terminal; the returned function ends that. Where there is no WebGL 2, where the browser
 * takes the card away, or where it draws in another scale than the page, the renderer made of elements comes back.
 */
export async function drawWithGraphicsCard({ terminal, element, nonce }: GraphicsCardInput): Promise<() => void> {
  const { WebglAddon } = await import('@xterm/addon-webgl')
  try {
    const addon = new WebglAddon()
    const end = (): void => withStyleNonce(nonce, () => addon.dispose())
    addon.onContextLoss(end)
    withStyleNonce(nonce, () => terminal.loadAddon(addon))
    // Under an emulated or just changed pixel ratio the canvas gets a size that shows nothing at all.
    const timer = setTimeout(() => { if (!isInScale(element)) end() }, settleMs)
    return () => {
      clearTimeout(timer)
      end()
    }
  } catch {
    // No WebGL 2 here, or the terminal is gone by now: the renderer made of elements stays.
    return () => undefined
  }
}

function isInScale(element: HTMLElement): boolean {
  const canvas = [...element.querySelectorAll<HTMLCanvasElement>('.xterm-screen > canvas')].find(({ className }) => className === '')
  if (!canvas || canvas.clientWidth === 0) return true
  const wanted = canvas.clientWidth * devicePixelRatio
  return Math.abs(canvas.width - wanted) <= wanted * tolerance
}
