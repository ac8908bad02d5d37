import type { ProblemLine } from '../catalogue/sections.ts'
import css from './markdown.module.css'

/** Stands in place of a page whose file cannot be shown; the other pages work. */
export function PageProblem({ problems }: { problems: readonly ProblemLine[] }) {
  return (
    <div className={css.problem} role="alert">
      <h2>This page cannot be shown</h2>
      <p>Its author has to mend something. You can go on to the next page.</p>
      {problems.map(({ place, sentence }) => <p key={`${place} ${sentence}`}><span className={css.place}>{place}</span> {sentence}</p>)}
    </div>
  )
}
