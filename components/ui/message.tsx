import type { ReactNode } from 'react'
import css from './message.module.css'

/** A page that has only one thing to say. */
export function Message({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <section className={css.message}>
      <h1 className={css.title}>{title}</h1>
      <p className={css.text}>{text}</p>
      {children}
    </section>
  )
}
