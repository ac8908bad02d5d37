'use client'

import { Check, LoaderCircle, Play, X } from 'lucide-react'
import { useId, type MouseEvent, type ReactNode } from 'react'
import { useSettings } from '../settings/settings-store.ts'
import css from './code.module.css'
import { CodeText, CodeWords } from './code-text.tsx'
import { CopyButton } from './copy-button.tsx'
import { useRun, type RunnableBlock, type RunState } from './use-run.ts'

export interface RunCommandProps {
  readonly block: RunnableBlock
  readonly inline: boolean
  /** The code in colours, where it holds nothing that is replaced later. */
  readonly children?: ReactNode
}

/** Code that a click types into a terminal. */
export function RunCommand({ block, inline, children }: RunCommandProps) {
  const { state, text, clicked, click } = useRun(block)
  const noteId = useId()
  const label = `Run in terminal: ${firstLine(text)}`
  const { transcript } = useSettings()
  const note = (
    <>
      <span id={noteId} className="visually-hidden">{noteOf(block)} {spoken(state)}</span>
      {/* The transcript, where it is open, tells the same and more. */}
      <span className="visually-hidden" role="status">{clicked && !transcript && (state.kind === 'done' || state.kind === 'failed') && `${firstLine(text)}: ${spoken(state)}`}</span>
    </>
  )
  // A span, because it may stand inside a paragraph. Its lines are kept, so it needs the room of a block all the same.
  if (inline && !text.includes('\n')) {
    return (
      <span className={css.inline}>
        <button type="button" className={css.chip} data-status={state.kind} aria-label={label} aria-describedby={noteId} title={noteOf(block)} onClick={click}>
          <StateIcon state={state} />
          {state.kind === 'asking' ? 'Run again?' : <CodeWords text={text} />}
          {state.kind === 'failed' && state.exitCode !== undefined && <span className={css.exit}>exit {state.exitCode}</span>}
        </button>
        {note}
      </span>
    )
  }

  function clickCode(event: MouseEvent): void {
    // Whoever selects text wants to read or copy it.
    if (document.getSelection()?.isCollapsed !== false) click(event)
  }

  return (
    <span className={`${css.block} ${css.run}`} data-status={state.kind}>
      {/* The button below does the same for keys and screen readers. */}
      <span className={css.code} role="presentation" onClick={clickCode}><code>{children ?? <CodeText text={text} />}</code></span>
      <span className={css.foot}>
        <span className={css.where}>{whereOf(block)}</span>
        <CopyButton text={block.text} />
        <button type="button" className={css.runButton} data-status={state.kind} aria-label={label} aria-describedby={noteId} title={noteOf(block)} onClick={click}>
          <StateIcon state={state} />
          {wordOf(state)}
        </button>
        {note}
      </span>
    </span>
  )
}

function StateIcon({ state: { kind } }: { state: RunState }) {
  if (kind === 'running' || kind === 'waiting') return <LoaderCircle size={14} aria-hidden="true" />
  if (kind === 'done') return <Check size={14} aria-hidden="true" />
  if (kind === 'failed') return <X size={14} aria-hidden="true" />
  return <Play size={13} fill="currentColor" aria-hidden="true" />
}

function wordOf(state: RunState): string {
  switch (state.kind) {
    case 'idle': return 'Run'
    case 'waiting': return 'Waiting'
    case 'asking': return 'Run again?'
    case 'running': return 'Running'
    case 'done': return 'Done'
    case 'failed': return state.exitCode === undefined ? 'Failed' : `Exit ${state.exitCode}`
  }
}

function spoken(state: RunState): string {
  if (state.kind === 'idle') return ''
  if (state.kind === 'asking') return 'You ran this a moment ago. Press again to run it once more.'
  return state.kind === 'failed' && state.exitCode !== undefined ? `It ended with exit code ${state.exitCode}.` : `${wordOf(state)}.`
}

function whereOf({ target, interrupt }: RunnableBlock): string {
  const place = target ? targetName(target) : 'Terminal'
  return interrupt ? `${place}, after Ctrl+C` : place
}

function noteOf({ target, interrupt, noNewline, controlKey }: RunnableBlock): string {
  const place = target ? targetName(target) : 'the terminal in front'
  if (controlKey) return `Presses this key in ${place}.`
  return `${interrupt ? 'Presses Ctrl+C, then types' : 'Types'} this into ${place}${noNewline ? ' without pressing Enter' : ''}.`
}

function targetName(target: string): string {
  const number = /^t(\d+)$/i.exec(target)?.[1]
  return number ? `Terminal ${number}` : target
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
