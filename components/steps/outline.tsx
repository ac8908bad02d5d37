'use client'

import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import type { PageLink } from '../workspace/pages.ts'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import css from './step-frame.module.css'

/** "Step 2 of 5", which opens the list of all pages. */
export function Outline({ page }: { page: PageLink }) {
  const { scenario } = useWorkspace()
  const box = useRef<HTMLDetailsElement>(null)
  const steps = scenario.pages.filter(({ kind }) => kind === 'step').length

  useEffect(() => {
    const close = (event: Event): void => {
      const element = box.current
      if (!element?.open) return
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : event.target instanceof Node && !element.contains(event.target)) element.open = false
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [])

  return (
    <details ref={box} className={css.outline}>
      <summary>{nameOf(page, steps)}<ChevronDown size={14} aria-hidden="true" /></summary>
      <nav aria-label="All pages">
        <ol className={css.list}>
          {scenario.pages.map(({ number, kind, title, href }) => (
            <li key={number}>
              <Link href={href} prefetch={false} className={css.entry} aria-current={number === page.number ? 'page' : undefined} onClick={() => { if (box.current) box.current.open = false }}>
                <span className={css.number} aria-hidden="true">{kind === 'step' ? number : kind === 'intro' ? '·' : '✓'}</span>
                {title}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
    </details>
  )
}

function nameOf({ kind, number }: PageLink, steps: number): string {
  if (kind === 'intro') return 'Introduction'
  return kind === 'finish' ? 'Finish' : `Step ${number} of ${steps}`
}
