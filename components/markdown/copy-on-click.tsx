'use client'

import type { MouseEvent, ReactNode } from 'react'
import { copyText } from '../ui/clipboard.ts'

const thanksMs = 1_200

/** Around a text in which a click on plain code copies it: for the mouse only, because who reads with keys selects and copies. */
export function CopyOnClick({ className, children }: { className: string | undefined; children: ReactNode }) {
  async function click({ target }: MouseEvent): Promise<void> {
    const code = target instanceof Element ? target.closest<HTMLElement>('code[data-copies]') : null
    // A link around it wants to be followed, and who selects a part wants that part.
    if (!code || code.closest('a') || document.getSelection()?.isCollapsed === false) return
    if (await copyText(code.textContent ?? '')) thank(code)
  }

  return <div className={className} role="presentation" onClick={(event) => void click(event)}>{children}</div>
}

/** Says on the code itself, for a moment, that it was copied. */
function thank(code: HTMLElement): void {
  code.setAttribute('data-copied', '')
  setTimeout(() => code.removeAttribute('data-copied'), thanksMs)
}
