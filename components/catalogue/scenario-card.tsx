import { Clock, ExternalLink, Gauge, ListOrdered, TriangleAlert } from 'lucide-react'
import { EagerLink } from '../ui/eager-link.tsx'
import css from './catalogue.module.css'
import type { LinkCard, ProblemLine, ScenarioCard as Card } from './sections.ts'
import { timeText } from './time-text.ts'

/** A scenario in the catalogue; the whole card is its link. */
export function ScenarioCard({ card }: { card: Card }) {
  const { slug, number, title, description, language, difficulty, time, steps, problems } = card
  return (
    <article className={css.card} lang={language}>
      <h3 className={css.cardTitle}>
        {number !== undefined && <span className={css.number} aria-hidden="true">{number}</span>}
        <EagerLink className={css.link} href={`/learn/${encodeURIComponent(slug)}`}>{title}</EagerLink>
      </h3>
      {description && <p className={css.cardText}>{description}</p>}
      <ul className={css.facts} aria-label="About this scenario">
        {difficulty && <li><Gauge size={14} aria-hidden="true" />{difficulty}</li>}
        {time && <li><Clock size={14} aria-hidden="true" />{timeText(time)}</li>}
        {steps > 0 && <li><ListOrdered size={14} aria-hidden="true" />{steps === 1 ? '1 step' : `${steps} steps`}</li>}
      </ul>
      {problems.length > 0 && (
        <details className={css.more} open={problems.length <= openUpTo}>
          <summary>{problems.length === 1 ? '1 mistake in this scenario' : `${problems.length} mistakes in this scenario`}</summary>
          <Problems problems={problems} />
        </details>
      )}
    </article>
  )
}

export function OutsideCard({ card: { href, title, description, language } }: { card: LinkCard }) {
  return (
    <article className={css.card} lang={language}>
      <h3 className={css.cardTitle}><a className={css.link} href={href} target="_blank" rel="noopener noreferrer">{title} <ExternalLink size={14} aria-label="opens in a new tab" /></a></h3>
      {description && <p className={css.cardText}>{description}</p>}
    </article>
  )
}

/** As many mistakes are shown at once; more are folded. */
const openUpTo = 3

/** A scenario that cannot be played, and why. */
export function BrokenCard({ title, problems }: { title: string; problems: readonly ProblemLine[] }) {
  return (
    <article className={css.brokenCard}>
      <h3 className={css.brokenTitle}><TriangleAlert size={17} aria-hidden="true" />{title}</h3>
      <Problems problems={problems} />
    </article>
  )
}

function Problems({ problems }: { problems: readonly ProblemLine[] }) {
  return (
    <ul className={css.problems}>
      {problems.map(({ place, sentence }) => (
        <li key={`${place} ${sentence}`}><span className={css.place}>{place}</span><span>{sentence}</span></li>
      ))}
    </ul>
  )
}
