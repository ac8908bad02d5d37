import type { Page } from '@playwright/test'

/** What a terminal in the page shows. */
export interface ScreenText {
  readonly lines: readonly string[]
  readonly cursor: readonly [number, number]
  readonly alternate: boolean
}

interface Caught {
  readonly cols: number
  readonly rows: number
  readonly element?: { readonly isConnected: boolean; readonly offsetParent: unknown }
  readonly buffer: {
    readonly active: {
      readonly type: string
      readonly length: number
      readonly cursorX: number
      readonly cursorY: number
      readonly baseY: number
      getLine(row: number): { translateToString(trim: boolean): string } | undefined
    }
  }
}

/** Must be called before the page is opened: from then on every xterm of it can be read, whatever draws it. */
export async function watchScreens(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const caught: unknown[] = []
    Object.defineProperty(globalThis, 'caughtScreens', { value: caught })
    // Every xterm.js terminal is given its core as a field of this name.
    Object.defineProperty(Object.prototype, '_core', {
      configurable: true,
      get: () => undefined,
      set(core: unknown) {
        Object.defineProperty(this, '_core', { value: core, writable: true, configurable: true, enumerable: true })
        if (typeof this.write === 'function' && typeof this.loadAddon === 'function') caught.push(this)
      },
    })
  })
}

/** The terminal that is to be seen; undefined while there is none. */
export function readScreen(page: Page): Promise<ScreenText | undefined> {
  return page.evaluate(() => {
    // Put there by `watchScreens`.
    const { caughtScreens } = globalThis as unknown as { readonly caughtScreens: readonly Caught[] }
    const seen = caughtScreens.findLast(({ element }) => element?.isConnected && element.offsetParent)
    if (!seen) return undefined
    const { active } = seen.buffer
    const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
    return { lines, cursor: [active.cursorX, active.baseY + active.cursorY] as const, alternate: active.type === 'alternate' }
  })
}

/** The last lines that are not empty, joined. */
export async function lastLines(page: Page, count: number): Promise<string> {
  const screen = await readScreen(page)
  return (screen?.lines.filter((line) => line.trim() !== '') ?? []).slice(-count).join('\n')
}

/** Columns and rows of the terminal that is to be seen. */
export function readSize(page: Page): Promise<{ readonly cols: number; readonly rows: number } | undefined> {
  return page.evaluate(() => {
    // Put there by `watchScreens`.
    const { caughtScreens } = globalThis as unknown as { readonly caughtScreens: readonly Caught[] }
    const seen = caughtScreens.findLast(({ element }) => element?.isConnected && element.offsetParent)
    return seen && { cols: seen.cols, rows: seen.rows }
  })
}
