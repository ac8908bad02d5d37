'use client'

import { ChevronDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { EagerLink } from '../ui/eager-link.tsx'
import { endsOf, hrefOf, kindOf, type CurrentPage, type PageKind } from '../workspace/pages.ts'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import css from './step-frame.module.css'

const signs: Readonly<Record<Exclude<PageKind, 'step'>, string>> = { intro: '·', finish: '✓' }

/** "Step 2 of 5", which opens the list of all pages. */
export function Outline({ page }: { page: CurrentPage }) {
  const { scenario: { range } } = useWorkspace()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDetailsElement>(null)
  const close = (): void => {
    if (box.current) box.current.open = false
  }

  useEffect(() => {
    const away = (event: Event): void => {
      const inside = event.target instanceof Node && box.current?.contains(event.target)
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !inside) close()
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('keydown', away)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('keydown', away)
    }
  }, [])

  return (
    <details ref={box} className={css.outline} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{nameOf(page, range.steps)}<ChevronDown size={14} aria-hidden="true" /></summary>
      {open && <PageList current={page.number} onChoose={close} />}
    </details>
  )
}

function PageList({ current, onChoose }: { current: number; onChoose: () => void }) {
  const { scenario: { range, titles: sent, slug } } = useWorkspace()
  const [fetched, setFetched] = useState<readonly string[]>([])
  const here = useRef<HTMLAnchorElement>(null)
  const titles = sent ?? fetched
  const { first } = endsOf(range)

  useEffect(() => {
    if (!sent) void fetchTitles(slug).then(setFetched)
  }, [sent, slug])

  useEffect(() => here.current?.scrollIntoView({ block: 'nearest' }), [titles])

  return (
    <nav aria-label="All pages">
      <ol className={css.list}>
        {titles.map((title, index) => {
          const number = first + index
          const kind = kindOf(range, number)
          const isHere = number === current
          return (
            <li key={number}>
              <EagerLink ref={isHere ? here : undefined} href={hrefOf(range, number)} className={css.entry} aria-current={isHere ? 'page' : undefined} onClick={onChoose}>
                <span className={css.number} aria-hidden="true">{kind === 'step' ? number : signs[kind]}</span>
                {title}
              </EagerLink>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

async function fetchTitles(slug: string): Promise<readonly string[]> {
  const response = await fetch(`/learn/${encodeURIComponent(slug)}/outline`)
  const titles: unknown = response.ok ? await response.json() : []
  return Array.isArray(titles) ? titles.map(String) : []
}

function nameOf({ kind, number }: CurrentPage, steps: number): string {
  if (kind === 'intro') return 'Introduction'
  return kind === 'finish' ? 'Finish' : `Step ${number} of ${steps}`
}
