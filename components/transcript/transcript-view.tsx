'use client'

import { Copy, Download, X } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { TranscriptCommand } from '../../lib/protocol/events.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu.tsx'
import { searchTranscript, summary, type Transcript } from './transcript.ts'
import css from './transcript-view.module.css'

export type TranscriptForm = 'text' | 'markdown' | 'recording'

export interface TranscriptViewProps {
  /** Name of the terminal. */
  readonly name: string
  readonly transcript: Transcript
  /** What a screen reader is told of the last change. */
  readonly said: string
  readonly onCopy: (text: string) => void
  readonly onDownload: (form: TranscriptForm) => void
  /** The learner typed a command into the field below. */
  readonly onType: (command: string) => void
  readonly onClose: () => void
}

/** A terminal's session as ordinary text: a heading for each command, its output, how it ended. */
export function TranscriptView({ name, transcript, said, onCopy, onDownload, onType, onClose }: TranscriptViewProps) {
  const [sought, setSought] = useState('')
  const [typed, setTyped] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const found = searchTranscript(transcript, sought)

  useEffect(() => {
    if (atEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [transcript])

  function scrolled(): void {
    const box = list.current
    if (box) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    onType(typed)
    setTyped('')
  }

  return (
    <section className={css.view} aria-label={`Transcript of ${name}`}>
      <div className={css.head}>
        <h2 className={css.title}>Transcript</h2>
        <input className={css.search} type="search" aria-label="Search in transcript" placeholder="Search" value={sought} onChange={(event) => setSought(event.target.value)} />
        <MenuButton
          label="Download transcript" icon={<Download size={15} />}
          items={[
            { label: 'Text', hint: '.txt', onSelect: () => onDownload('text') },
            { label: 'Markdown', hint: '.md', onSelect: () => onDownload('markdown') },
            { label: 'Recording', hint: '.cast', onSelect: () => onDownload('recording') },
          ]}
        />
        <IconButton small label="Close transcript" icon={<X size={15} />} onClick={onClose} />
      </div>
      <div ref={list} className={css.list} tabIndex={0} role="group" aria-label="Commands" onScroll={scrolled}>
        {found.map((command) => <Command key={command.id} command={command} onCopy={onCopy} />)}
        {found.length === 0 && <p className={css.note}>{transcript.length === 0 ? 'Each command you run stands here as plain text, with its output and how it ended.' : `Nothing matches “${sought}”.`}</p>}
      </div>
      <form className={css.form} onSubmit={submit}>
        <input className={css.field} aria-label={`Command for ${name}`} placeholder="Type a command" value={typed} autoCapitalize="off" autoComplete="off" autoCorrect="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
        <Button type="submit">Send</Button>
      </form>
      <div className="visually-hidden" role="status">{said}</div>
    </section>
  )
}

function Command({ command, onCopy }: { command: TranscriptCommand; onCopy: (text: string) => void }) {
  const { text, output, cwd, exitCode, truncated } = command
  return (
    <article className={css.command}>
      <h3><span className={css.prompt} aria-hidden="true">$ </span>{text}</h3>
      <p className={css.meta}>
        <span className={exitCode ? css.failed : undefined}>{summary(command)}</span>
        {cwd && <span>in {cwd}</span>}
        {truncated && <span>the middle is left out</span>}
        {output && <IconButton small label={`Copy output of ${text}`} icon={<Copy size={13} />} onClick={() => onCopy(output)} />}
      </p>
      {output.trim() && <pre className={css.output} tabIndex={0}>{output.replace(/\n$/, '')}</pre>}
    </article>
  )
}
