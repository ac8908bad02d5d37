'use client'

import { useEffect, useId, useRef, type ReactNode } from 'react'
import css from './dialog.module.css'

export interface DialogProps {
  readonly title: string
  readonly wide?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons, the one that does it last. */
  readonly actions?: ReactNode
}

/** A question in front of everything else; there is one as long as this is rendered. Escape closes it. */
export function Dialog({ title, wide = false, onClose, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog} className={`${css.dialog} ${wide ? css.wide : ''}`} aria-labelledby={titleId}
      onCancel={(event) => { event.preventDefault(); onClose() }}
    >
      <h2 id={titleId} className={css.title}>{title}</h2>
      <div className={css.body}>{children}</div>
      {actions && <div className={css.actions}>{actions}</div>}
    </dialog>
  )
}
