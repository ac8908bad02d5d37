'use client'

import { Search } from 'lucide-react'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import css from './catalogue.module.css'
import { OutsideCard, ScenarioCard } from './scenario-card.tsx'
import { filterSections, type Section } from './sections.ts'

/** All courses and scenarios, with a search and, where there are several, a choice of language. */
export function Catalogue({ sections, languages }: { sections: readonly Section[]; languages: readonly string[] }) {
  const [text, setText] = useState('')
  const [language, setLanguage] = useState(languages.length > 1 ? (languages[0] ?? '') : '')
  const sought = useDeferredValue(text)
  const shown = useMemo(() => filterSections(sections, { text: sought, language }), [sections, sought, language])
  const count = shown.reduce((sum, { cards }) => sum + cards.length, 0)
  const searchId = useId()
  return (
    <>
      <search className={css.filters}>
        <div className={css.search}>
          <Search size={17} aria-hidden="true" />
          <input id={searchId} type="search" aria-label="Search scenarios" placeholder="Search scenarios" value={text} onChange={(event) => setText(event.target.value)} />
        </div>
        {languages.length > 1 && (
          <select className={css.select} aria-label="Language" value={language} onChange={(event) => setLanguage(event.target.value)}>
            <option value="">All languages</option>
            {languages.map((code) => <option key={code} value={code}>{languageName(code)}</option>)}
          </select>
        )}
        <span className={css.count} role="status">{count === 1 ? '1 scenario' : `${count} scenarios`}</span>
      </search>
      {shown.map((section) => <SectionView key={section.key} section={section} />)}
      {count === 0 && <p className={css.none}>Nothing matches “{sought}”. Try fewer or other words.</p>}
    </>
  )
}

function SectionView({ section: { key, title, description, language, depth, cards } }: { section: Section }) {
  const titleId = `course-${key}`
  return (
    <section className={`${css.section} ${depth > 0 ? css.inner : ''}`} aria-labelledby={title ? titleId : undefined} aria-label={title ? undefined : 'Scenarios'}>
      {title && <h2 id={titleId} className={css.sectionTitle} lang={language}>{title}</h2>}
      {!title && <h2 className="visually-hidden">Scenarios</h2>}
      {description && <p className={css.sectionText} lang={language}>{description}</p>}
      <ol className={css.grid}>
        {cards.map((card, index) => (
          <li key={card.kind === 'scenario' ? card.slug : card.href}>
            {card.kind === 'scenario' ? <ScenarioCard card={card} number={title ? index + 1 : undefined} /> : <OutsideCard card={card} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

function languageName(code: string): string {
  try {
    // Each language in its own words: who needs it reads it.
    return new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
  } catch {
    // A folder such as `_drafts` is no language the browser knows.
    return code
  }
}
