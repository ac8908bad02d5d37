import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from '../brand/logo.tsx'
import { SettingsButton } from '../settings/settings-button.tsx'
import css from './catalogue.module.css'
import { SignOut } from './sign-out.tsx'

export interface CatalogueFrameProps {
  readonly title: string
  readonly lead: string
  /** Name of who is signed in; empty where nobody signs in. */
  readonly visitor: string
  readonly children: ReactNode
}

/** What stands around a list of scenarios: the bar, and what the list is. */
export function CatalogueFrame({ title, lead, visitor, children }: CatalogueFrameProps) {
  return (
    <div className={css.page}>
      <a className="skip-link" href="#scenarios">Skip to the scenarios</a>
      <header className={css.bar}>
        <Link href="/" className={css.brand}><Logo size={26} />Rehearsal</Link>
        <div className={css.barRight}>{visitor && <SignOut name={visitor} />}<SettingsButton /></div>
      </header>
      <main className={css.main} id="scenarios" tabIndex={-1}>
        <h1 className={css.title}>{title}</h1>
        <p className={css.lead}>{lead}</p>
        {children}
      </main>
    </div>
  )
}
