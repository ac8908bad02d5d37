'use client'

import { SquareArrowOutUpRight } from 'lucide-react'
import Link from 'next/link'
import type { MouseEvent, ReactNode } from 'react'
import { hasPlaceholders } from '../../lib/markdown/placeholders.ts'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import css from './markdown.module.css'
import { useSubstituted } from './use-substituted.ts'

/**
 * A link to the web or to a page of the learner's machine. The latter opens in the workspace; with Ctrl, Shift, ⌘ or the
 * middle button it opens in a browser tab, like everything else.
 */
export function TextLink({ href, title, children }: { href: string; title?: string | undefined; children: ReactNode }) {
  const { openAddress, scenario } = useWorkspace()
  const address = useSubstituted(href)
  const base = `/learn/${encodeURIComponent(scenario.slug)}`
  const pending = hasPlaceholders(address)

  function click(event: MouseEvent): void {
    if (pending) return event.preventDefault()
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    if (openAddress(address)) event.preventDefault()
  }

  // Another page of this scenario: the terminals stay.
  if (address === base || address.startsWith(`${base}/`) && !address.startsWith(`${base}/files/`)) return <Link href={address} title={title}>{children}</Link>
  return (
    <a href={pending ? '#' : address} title={pending ? 'Opens once your machine has started' : title} target="_blank" rel="noopener noreferrer" aria-disabled={pending || undefined} onClick={click}>
      {children}
      <SquareArrowOutUpRight className={css.outside} size={12} aria-hidden="true" />
    </a>
  )
}
