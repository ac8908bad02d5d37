'use client'

import { Copy } from 'lucide-react'
import { memo } from 'react'
import type { TranscriptCommand } from '../../lib/protocol/events.ts'
import { IconButton } from '../ui/button.tsx'
import { shortPath, summary } from './transcript.ts'
import css from './transcript-view.module.css'

export interface TranscriptEntryProps {
  readonly command: TranscriptCommand
  readonly onCopy: (text: string) => void
}

/** One command: its text as a heading, how it went, what it printed. Most never change once they have ended. */
export const TranscriptEntry = memo(function TranscriptEntry({ command, onCopy }: TranscriptEntryProps) {
  const { text, output, cwd, exitCode, durationMs, truncated } = command
  const state = durationMs === undefined ? 'running' : exitCode ? 'failed' : 'done'
  return (
    <article className={css.command} data-state={state}>
      <div className={css.commandHead}>
        <h3><span className={css.prompt} aria-hidden="true">$ </span>{text}</h3>
        {output.trim() && <IconButton small label={`Copy output of ${text}`} icon={<Copy size={13} />} onClick={() => onCopy(output)} />}
      </div>
      <p className={css.meta}>
        <span className={css.summary}>{summary(command)}</span>
        {cwd && <span title={cwd}>in <span className={css.folder}>{shortPath(cwd)}</span></span>}
        {truncated && <span>the middle is left out</span>}
      </p>
      {output.trim() && <pre className={css.output} tabIndex={0} role="group" aria-label={`Output of ${text}`}>{output.replace(/\n$/, '')}</pre>}
    </article>
  )
})
