'use client'

import { SquareArrowOutUpRight } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import css from './markdown.module.css'
import { useSubstituted } from './use-substituted.ts'

/**
 * A link to the web or to a page of the learner's machine. The latter opens in the workspace; with Ctrl, Shift, ⌘ or the
 * middle button it opens in a browser tab, like everything else.
 */
export function TextLink({ href, title, children }: { href: string; title?: string | undefined; children: ReactNode }) {
  const { openAddress } = useWorkspace()
  const address = useSubstituted(href)
  const pending = address.includes('[[') || address.includes('{{')

  function click(event: MouseEvent): void {
    if (pending) return event.preventDefault()
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    if (openAddress(address)) event.preventDefault()
  }

  return (
    <a href={pending ? '#' : address} title={pending ? 'Opens once your machine has started' : title} target="_blank" rel="noopener noreferrer" aria-disabled={pending || undefined} onClick={click}>
      {children}
      <SquareArrowOutUpRight className={css.outside} size={12} aria-hidden="true" />
    </a>
  )
}
