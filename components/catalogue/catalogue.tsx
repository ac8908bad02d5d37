'use client'

import { ChevronDown, Search } from 'lucide-react'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import css from './catalogue.module.css'
import { languageName } from './language-name.ts'
import { OutsideCard, ScenarioCard } from './scenario-card.tsx'
import { cardKey, countCards, filterSections, type Section } from './sections.ts'

/** All courses and scenarios, with a search and, where there are several, a choice of language. */
export function Catalogue({ sections, languages }: { sections: readonly Section[]; languages: readonly string[] }) {
  const [text, setText] = useState('')
  const [language, setLanguage] = useState(languages.length > 1 ? (languages[0] ?? '') : '')
  const sought = useDeferredValue(text)
  const shown = useMemo(() => filterSections(sections, { text: sought, language }), [sections, sought, language])
  const count = countCards(shown)
  // Who looks for something sees all that was found; who looks around sees every course at a glance.
  const folds = sought === '' && count > foldBeyond
  const searchable = languages.length > 1 || countCards(sections) > fewCards
  const searchId = useId()
  return (
    <>
      {searchable && <search className={css.filters}>
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
      </search>}
      {shown.map((section) => <SectionView key={section.key} section={section} folds={folds} />)}
      {count === 0 && <p className={css.none}>Nothing matches “{sought}”. Try fewer or other words.</p>}
    </>
  )
}

/** What is seen at a glance needs no search. */
const fewCards = 4
/** So many cards can be taken in without folding courses. */
const foldBeyond = 36
/** Cards of a folded course: two rows on a wide screen. */
const folded = 6

function SectionView({ section: { key, title, description, language, depth, cards }, folds }: { section: Section; folds: boolean }) {
  const [open, setOpen] = useState(false)
  const titleId = `course-${key}`
  // A fold that hides one card only would be longer than the card.
  const isFolded = folds && !open && cards.length > folded + 1
  const shown = isFolded ? cards.slice(0, folded) : cards
  return (
    <section className={`${css.section} ${depth > 0 ? css.inner : ''}`} aria-labelledby={title ? titleId : undefined} aria-label={title ? undefined : 'Scenarios'}>
      {title && <Heading depth={depth} id={titleId} language={language}>{title}</Heading>}
      {!title && <h2 className="visually-hidden">Scenarios</h2>}
      {description && <p className={css.sectionText} lang={language}>{description}</p>}
      {cards.length > 0 && <ol className={css.grid}>
        {shown.map((card) => (
          <li key={cardKey(card)}>
            {card.kind === 'scenario' ? <ScenarioCard card={card} /> : <OutsideCard card={card} />}
          </li>
        ))}
      </ol>}
      {isFolded && (
        <button type="button" className={css.unfold} onClick={() => setOpen(true)}>
          Show all {cards.length}{title && <span className="visually-hidden"> of {title}</span>} <ChevronDown size={15} aria-hidden="true" />
        </button>
      )}
    </section>
  )
}

/** A course inside another one is a part of it, for who listens as for who looks. */
function Heading({ depth, id, language, children }: { depth: number; id: string; language: string; children: string }) {
  const Level = depth > 0 ? 'h3' : 'h2'
  return <Level id={id} className={css.sectionTitle} lang={language}>{children}</Level>
}
