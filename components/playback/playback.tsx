'use client'

import { FolderOpen } from 'lucide-react'
import { lazy, Suspense, useEffect, useState, useSyncExternalStore, type ChangeEvent, type DragEvent } from 'react'
import { playbackMessage, type Recording } from './playback-messages.ts'
import css from './playback.module.css'

const Player = lazy(() => import('./player.tsx').then((module) => ({ default: module.Player })))

/** Plays what the window that opened this one hands over; files may be chosen or dropped instead. */
export function Playback() {
  const [recording, setRecording] = useState<Recording>()
  const expecting = useSyncExternalStore(neverChanges, hasOpener, () => false)

  useEffect(() => {
    const opener = openerOf(window)
    if (!opener) return undefined
    const listen = ({ data, origin, source }: MessageEvent): void => {
      const message = origin === location.origin && source === opener ? playbackMessage(data) : undefined
      if (message?.kind === 'playback-recording') setRecording({ name: message.name, text: message.text })
    }
    window.addEventListener('message', listen)
    opener.postMessage({ kind: 'playback-ready' }, location.origin)
    return () => window.removeEventListener('message', listen)
  }, [])

  async function take(file: File | undefined): Promise<void> {
    if (file) setRecording({ name: file.name, text: await file.text() })
  }

  function drop(event: DragEvent): void {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }

  return (
    // Dropping does what the button does.
    <div className={css.stage} role="presentation" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <div className={css.head}>
        <h1 className={css.title}>{recording ? recording.name : 'Recording'}</h1>
        <FileButton onFile={(file) => void take(file)} />
      </div>
      {recording
        ? <Suspense fallback={<div className={css.place} />}><Player key={recording.text.length} recording={recording} /></Suspense>
        : <p className={css.place} role="status">{expecting ? 'Waiting for the recording …' : 'Choose a .cast file, or drop one here, to see what a terminal showed.'}</p>}
    </div>
  )
}

function FileButton({ onFile }: { onFile: (file: File | undefined) => void }) {
  return (
    <label className={css.file}>
      <input type="file" className="visually-hidden" accept=".cast,application/x-asciicast" onChange={(event: ChangeEvent<HTMLInputElement>) => onFile(event.target.files?.[0])} />
      <FolderOpen size={16} aria-hidden="true" /> Open a file
    </label>
  )
}

const neverChanges = () => () => undefined
const hasOpener = (): boolean => openerOf(window) !== null

// The type of `opener` is `any`; it is the workspace's window, or null when somebody typed the address.
function openerOf({ opener }: { readonly opener: unknown }): Window | null {
  return opener as Window | null
}
