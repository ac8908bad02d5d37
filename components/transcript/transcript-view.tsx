'use client'

import { Copy, Download, X } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import { CommandField } from './command-field.tsx'
import { TranscriptEntry } from './transcript-entry.tsx'
import { runningCommand, searchTranscript, toText, type Transcript } from './transcript.ts'
import { useEndFollower } from './use-end-follower.ts'
import type { Said } from './use-transcript.ts'
import css from './transcript-view.module.css'

export type TranscriptForm = 'text' | 'markdown' | 'recording'

export interface TranscriptViewProps {
  /** Name of the terminal. */
  readonly name: string
  readonly transcript: Transcript
  readonly said: Said
  readonly onCopy: (text: string) => void
  readonly onDownload: (form: TranscriptForm) => void
  /** Keys for the terminal, from the field below. */
  readonly onType: (keys: string) => void
  /** The keyboard is to go to the field below; `onFocused` is called when it has. */
  readonly wanted: boolean
  readonly onFocused: () => void
  readonly onClose: () => void
}

/** A terminal's session as ordinary text: a heading for each command, its output, how it ended. */
export function TranscriptView({ name, transcript, said, onCopy, onDownload, onType, wanted, onFocused, onClose }: TranscriptViewProps) {
  const [sought, setSought] = useState('')
  const list = useEndFollower()
  const found = searchTranscript(transcript, sought)

  return (
    <section className={css.view} aria-label={`Transcript of ${name}`} data-leavable>
      <div className={css.head}>
        <h2 className={css.title}>Transcript</h2>
        <input className={css.search} type="search" aria-label="Search in transcript" placeholder="Search" value={sought} onChange={(event) => setSought(event.target.value)} />
        <span className={css.count} role="status">{sought.trim() !== '' && `${found.length} of ${transcript.length}`}</span>
        <IconButton small label="Copy transcript" icon={<Copy size={15} />} disabled={transcript.length === 0} onClick={() => onCopy(toText(transcript))} />
        <MenuButton
          label="Download transcript" icon={<Download size={15} />}
          items={() => [
            { label: 'Text', hint: '.txt', onSelect: () => onDownload('text') },
            { label: 'Markdown', hint: '.md', onSelect: () => onDownload('markdown') },
            { label: 'Recording', hint: '.cast', onSelect: () => onDownload('recording') },
          ]}
        />
        <IconButton small label="Close transcript" icon={<X size={15} />} onClick={onClose} />
      </div>
      <div ref={list} className={css.list} tabIndex={0} role="group" aria-label="Commands"><div>
        {found.map((command) => <TranscriptEntry key={command.id} command={command} onCopy={onCopy} />)}
        {found.length === 0 && <p className={css.note}>{transcript.length === 0 ? 'Each command you run stands here as plain text, with its output and how it ended.' : `Nothing matches “${sought}”.`}</p>}
      </div></div>
      <CommandField name={name} transcript={transcript} running={runningCommand(transcript)} wanted={wanted} onFocused={onFocused} onType={onType} />
      {/* A new element for each sentence: the same one twice is said twice. */}
      <div className="visually-hidden" role="status"><span key={said.count}>{said.text}</span></div>
    </section>
  )
}
