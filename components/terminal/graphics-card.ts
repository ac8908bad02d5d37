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

/** Names under which browsers draw WebGL on the processor: slower than elements, and 30 KiB to fetch. */
const softwareNames = /swiftshader|llvmpipe|softpipe|software|basic render/i

/** Whether there is a card to draw with. A browser that keeps the card's name to itself is believed. */
export function hasGraphicsCard(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true })
  if (!context) return false
  const info = context.getExtension('WEBGL_debug_renderer_info')
  const name: unknown = info && context.getParameter(info.UNMASKED_RENDERER_WEBGL)
  // Browsers allow few contexts at a time; this one has done its work.
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return typeof name !== 'string' || !softwareNames.test(name)
}

/**
 * Lets the graphics card draw a terminal; the returned function ends that. Where there is no card or no WebGL 2, where the browser
 * takes the card away, or where it draws in another scale than the page, the renderer made of elements comes back.
 */
export async function drawWithGraphicsCard({ terminal, element, nonce }: GraphicsCardInput): Promise<() => void> {
  if (!hasGraphicsCard()) return () => undefined
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
