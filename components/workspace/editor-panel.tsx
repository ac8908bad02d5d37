'use client'

import { X } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { editorPath, treeRoot } from '../editor/editor-path.ts'
import css from '../editor/editor.module.css'
import { EditorStore, type FileStatus, type OpenFile } from '../editor/editor-store.ts'
import { FileTree } from '../editor/file-tree.tsx'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { isReady, type SessionState } from '../session/session-state.ts'
import { useWorkspace } from './workspace-context.tsx'
import { writeFile } from './write-file.ts'

const CodeMirror = lazy(() => import('../editor/code-mirror.tsx').then((module) => ({ default: module.CodeMirror })))
const selectVersion = (state: SessionState): number => state.filesVersion

/** Files of the learner's machine: a tree, tabs, and an editor that saves by itself. */
export function EditorPanel() {
  const client = useSessionClient()
  const { scenario: { editor }, state: { file }, nonce } = useWorkspace()
  const ready = useSession(isReady)
  const version = useSession(selectVersion)
  const [store] = useState(() => new EditorStore({ read: (path) => client.request('files:read', { path }), write: (path, text) => writeFile(client, path, text) }))
  const { files, front } = useSyncExternalStore(store.subscribe, store.getState, store.getState)
  const shown = files.find(({ path }) => path === front)
  const list = useCallback((path: string) => client.request('files:list', { path }).then((result) => (result.ok ? result.value : undefined)), [client])

  useEffect(() => {
    if (!ready) return
    for (const path of editor.files) store.open(editorPath(editor.path, path))
    const firstFile = editor.files[0]
    if (firstFile !== undefined) store.open(editorPath(editor.path, firstFile))
  }, [ready, editor, store])

  useEffect(() => {
    if (ready && file) store.open(editorPath(editor.path, file.path))
  }, [ready, file, editor, store])

  useEffect(() => {
    if (ready && version > 0) store.refresh()
  }, [ready, version, store])

  useEffect(() => () => store.dispose(), [store])

  if (!ready) return <div className={css.hint} role="status">The files appear here as soon as your machine is ready.</div>
  return (
    <div className={css.editor}>
      <FileTree root={treeRoot(editor)} settings={editor} version={version} front={front} list={list} onOpen={(path) => store.open(path)} />
      <div className={css.side}>
        <div className={css.tabs} role="tablist" aria-label="Open files">
          {files.map((open) => <FileTab key={open.path} file={open} selected={open.path === front} onShow={() => store.open(open.path)} onClose={() => store.close(open.path)} />)}
        </div>
        <div className={css.text}>
          {shown && shown.status.kind !== 'loading' ? (
            <Suspense fallback={<div className={css.hint}>Opening {nameOf(shown.path)} …</div>}>
              <CodeMirror key={shown.path} path={shown.path} text={shown.text} revision={shown.revision} language={editor.language} nonce={nonce} onChange={(text) => store.edit(shown.path, text)} />
            </Suspense>
          ) : <p className={css.hint}>{shown ? `Opening ${nameOf(shown.path)} …` : 'Choose a file on the left, or click a file name in the steps.'}</p>}
        </div>
        {shown && <div className={css.status} data-kind={shown.status.kind} role="status">{statusText(shown.status)}</div>}
      </div>
    </div>
  )
}

function FileTab({ file: { path, status }, selected, onShow, onClose }: { file: OpenFile; selected: boolean; onShow: () => void; onClose: () => void }) {
  return (
    <button type="button" role="tab" aria-label={nameOf(path)} aria-selected={selected} tabIndex={selected ? 0 : -1} title={path} className={css.tab} onClick={onShow} onKeyDown={(event) => { if (event.key === 'Delete') onClose() }}>
      {nameOf(path)}
      {status.kind === 'changed' && <span className={css.unsaved} />}
      <span className={css.close} aria-hidden="true" onClick={(event) => { event.stopPropagation(); onClose() }}><X size={13} /></span>
    </button>
  )
}

function statusText(status: FileStatus): string {
  switch (status.kind) {
    case 'loading': return 'Opening …'
    case 'new': return 'New file: it is made as soon as you type.'
    case 'changed': return 'Not saved yet'
    case 'saving': return 'Saving …'
    case 'saved': return 'Saved'
    case 'failed': return status.message
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
