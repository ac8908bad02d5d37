'use client'

import { Check, Copy } from 'lucide-react'
import css from './code.module.css'
import { CodeWords } from './code-text.tsx'
import { useCopy } from './copy-button.tsx'
import { useSubstituted } from './use-substituted.ts'

/** A piece of code within a line that a click copies. */
export function CopyCode({ text }: { text: string }) {
  const exact = useSubstituted(text)
  const { copied, copy } = useCopy(text)
  return (
    <>
      <button type="button" className={`${css.chip} ${css.copyChip}`} aria-label={`Copy: ${exact}`} title="Copies this" onClick={() => void copy()}>
        <CodeWords text={exact} />
        {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      </button>
      <span className="visually-hidden" role="status">{copied ? 'Copied' : ''}</span>
    </>
  )
}
