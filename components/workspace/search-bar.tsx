'use client'

import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Found } from '../terminal/terminal-screen.ts'
import { IconButton } from '../ui/button.tsx'
import css from './terminal-panel.module.css'

export interface SearchBarProps {
  readonly onFind: (text: string, direction: 'next' | 'previous') => Promise<Found>
  readonly onClose: () => void
}

/** Finds text in what a terminal printed. */
export function SearchBar({ onFind, onClose }: SearchBarProps) {
  const [text, setText] = useState('')
  const [found, setFound] = useState<Found>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  async function find(sought: string, direction: 'next' | 'previous'): Promise<void> {
    if (sought === '') return setFound(undefined)
    setFound(await onFind(sought, direction))
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter') void find(text, event.shiftKey ? 'previous' : 'next')
    if (event.key === 'Escape') onClose()
  }

  return (
    <div className={css.search} role="search">
      <input
        ref={field} aria-label="Find in terminal" placeholder="Find" value={text} onKeyDown={press}
        onChange={(event) => { setText(event.target.value); void find(event.target.value, 'previous') }}
      />
      <span className={css.found} role="status">{found && foundText(found)}</span>
      <IconButton small label="Previous match" icon={<ChevronUp size={16} />} onClick={() => void find(text, 'previous')} />
      <IconButton small label="Next match" icon={<ChevronDown size={16} />} onClick={() => void find(text, 'next')} />
      <IconButton small label="Close search" icon={<X size={16} />} onClick={onClose} />
    </div>
  )
}

/** Matches beyond this many are not counted. */
const countedMatches = 1_000

function foundText({ match, of }: Found): string {
  if (of === 0) return 'Not found'
  const all = of >= countedMatches ? `${of}+` : String(of)
  return match > 0 ? `${match} of ${all}` : all
}
