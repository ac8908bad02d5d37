import { Languages } from 'lucide-react'
import Link from 'next/link'
import { languageName } from '../catalogue/language-name.ts'
import css from './step-frame.module.css'

export interface Translation {
  readonly language: string
  readonly slug: string
}

/** The same scenario in other languages. */
export function LanguageLinks({ translations }: { translations: readonly Translation[] }) {
  if (translations.length === 0) return null
  return (
    <nav className={css.languages} aria-label="Other languages">
      <Languages size={15} aria-hidden="true" />
      {translations.map(({ language, slug }) => <Link key={slug} href={`/learn/${encodeURIComponent(slug)}`} lang={language} hrefLang={language} prefetch={false}>{languageName(language)}</Link>)}
    </nav>
  )
}
