'use client'

import { Check, ClipboardCopy, FileDown } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { FileAction, FileBlock as Block } from '../../lib/markdown/step-document.ts'
import type { Result } from '../../lib/protocol/result.ts'
import { applyFileBlock, type FileChange } from '../editor/apply-file-block.ts'
import type { SessionClient } from '../session/session-client.ts'
import { editorPath } from '../editor/editor-path.ts'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { isReady } from '../session/session-state.ts'
import { Button } from '../ui/button.tsx'
import { writeFile } from '../workspace/write-file.ts'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import css from './code.module.css'
import { useCopy } from './copy-button.tsx'
import { useSubstituted } from './use-substituted.ts'

const words: Readonly<Record<FileAction, string>> = {
  replace: 'Save as', append: 'Add to the end of', prepend: 'Add to the start of', insert: 'Insert into', clipboard: 'Copy', show: '',
}

/** A text that belongs into a file or the clipboard; a button puts it there. */
export function FileBlock({ file, children }: { file: Block; children: ReactNode }) {
  const { action, filename, text, marker } = file
  const { copied, copy } = useCopy(text)
  const exact = useSubstituted(text)
  const client = useSessionClient()
  const { scenario: { editor }, dispatch } = useWorkspace()
  const ready = useSession(isReady)
  const [state, setState] = useState<'idle' | 'saving' | 'done'>('idle')

  async function save(): Promise<void> {
    if (filename === undefined || action === 'clipboard' || action === 'show') return
    const path = editorPath(editor.path, filename)
    setState('saving')
    const result = await change(client, path, { action, text: exact, marker })
    setState(result.ok ? 'done' : 'idle')
    if (result.ok) dispatch({ kind: 'file-opened', path: filename })
    else client.notify('warning', `${filename} could not be saved. ${result.message}`)
  }

  const label = `${words[action]} ${filename ?? ''}`.trim()
  return (
    <div className={css.block}>
      {action === 'clipboard' && (
        <div className={css.fileHead}>
          <span className={css.fileName}>{filename ?? ''}</span>
          <Button onClick={() => void copy()}>{copied ? <Check size={15} aria-hidden="true" /> : <ClipboardCopy size={15} aria-hidden="true" />}{copied ? 'Copied' : 'Copy'}</Button>
        </div>
      )}
      {filename !== undefined && action !== 'clipboard' && action !== 'show' && (
        <div className={css.fileHead}>
          <span className={css.fileName}>{filename}</span>
          <Button disabled={!ready || state === 'saving'} aria-label={label} onClick={() => void save()}>
            {state === 'done' ? <Check size={15} aria-hidden="true" /> : <FileDown size={15} aria-hidden="true" />}
            {state === 'done' ? 'Saved' : words[action]}
          </Button>
        </div>
      )}
      <pre className={css.code} tabIndex={0}><code>{children}</code></pre>
    </div>
  )
}

/** A file that cannot be read for another reason than not being there stays as it is. */
async function change(client: SessionClient, path: string, wanted: FileChange): Promise<Result<null>> {
  if (wanted.action === 'replace') return writeFile(client, path, wanted.text)
  const before = await client.request('files:read', { path })
  if (!before.ok && before.code !== 'not-found') return before
  return writeFile(client, path, applyFileBlock(before.ok ? before.value.text : '', wanted))
}
