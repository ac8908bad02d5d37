'use client'

import { useEffect, useEffectEvent, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import type { TranscriptCommand } from '../../lib/protocol/events.ts'
import { Button } from '../ui/button.tsx'
import { firstLine, recall, type Transcript } from './transcript.ts'
import css from './transcript-view.module.css'

export interface CommandFieldProps {
  /** Name of the terminal. */
  readonly name: string
  readonly transcript: Transcript
  /** The command that runs and would read what is typed. */
  readonly running: TranscriptCommand | undefined
  readonly onType: (keys: string) => void
  /** The keyboard is to come here; `onFocused` is called when it has. */
  readonly wanted: boolean
  readonly onFocused: () => void
}

/** A field whose line goes into the terminal: a command, or an answer to the one that runs. Arrow up and down recall earlier ones. */
export function CommandField({ name, transcript, running, onType, wanted, onFocused }: CommandFieldProps) {
  const [typed, setTyped] = useState('')
  /** How many commands back the field stands; 0 is what the learner writes. */
  const [back, setBack] = useState(0)
  const written = useRef('')
  const field = useRef<HTMLInputElement>(null)
  const focused = useEffectEvent(onFocused)

  useEffect(() => {
    if (!wanted) return
    field.current?.focus()
    focused()
  }, [wanted])

  function submit(event: FormEvent): void {
    event.preventDefault()
    onType(`${typed}\r`)
    setTyped('')
    setBack(0)
  }

  function press(event: KeyboardEvent): void {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (by === 0 || running) return
    event.preventDefault()
    const recalled = recall(transcript, back + by)
    if (back === 0) written.current = typed
    if (back + by === 0) setTyped(written.current)
    else if (recalled === undefined) return
    else setTyped(recalled)
    setBack(back + by)
  }

  const label = running ? `Input for ${firstLine(running.text)}` : `Command for ${name}`
  return (
    <form className={css.form} onSubmit={submit}>
      <input
        ref={field} className={css.field} aria-label={label} placeholder={running ? 'Answer the running command' : 'Type a command'} value={typed}
        autoCapitalize="off" autoComplete="off" autoCorrect="off" spellCheck={false} enterKeyHint="send"
        onKeyDown={press} onChange={(event) => { setTyped(event.target.value); setBack(0) }}
      />
      {running && <Button title="Sends Ctrl+C" onClick={() => onType('\u0003')}>Stop</Button>}
      <Button type="submit">Send</Button>
    </form>
  )
}
