'use client'

import { FileSymlink } from 'lucide-react'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import css from './code.module.css'
import { CodeWords } from './code-text.tsx'
import { useSubstituted } from './use-substituted.ts'

/** A file name that a click opens in the editor. */
export function OpenFile({ text }: { text: string }) {
  const { dispatch } = useWorkspace()
  const path = useSubstituted(text).trim()
  return (
    <button type="button" className={`${css.chip} ${css.openChip}`} aria-label={`Open in editor: ${path}`} title="Opens this file in the editor" onClick={() => dispatch({ kind: 'file-opened', path })}>
      <CodeWords text={path} />
      <FileSymlink size={14} aria-hidden="true" />
    </button>
  )
}
