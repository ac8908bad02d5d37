import Link from 'next/link'
import { CatalogueFrame } from '../components/catalogue/catalogue-frame.tsx'
import { Catalogue } from '../components/catalogue/catalogue.tsx'
import css from '../components/catalogue/catalogue.module.css'
import { BrokenCard } from '../components/catalogue/scenario-card.tsx'
import { problemLines, sectionsOf, unlistedSections } from './catalogue-sections.ts'
import { getCatalogue } from './scenario-source.ts'
import { getVisitor } from './visitor.ts'

/** The catalogue: every course and scenario of the folder, and what is wrong with the rest. */
export default async function CataloguePage() {
  const [catalogue, visitor] = await Promise.all([getCatalogue(), getVisitor()])
  const sections = sectionsOf(catalogue)
  const broken = catalogue.entries.filter(({ scenario }) => !scenario)
  const unlisted = visitor.seesUnlisted ? unlistedSections(catalogue).reduce((sum, { cards }) => sum + cards.length, 0) : 0
  return (
    <CatalogueFrame title={catalogue.title} lead="Hands-on scenarios beside a real terminal. Read a step, click a command, watch what happens." visitor={visitor.name}>
      {sections.length > 0 ? <Catalogue sections={sections} languages={catalogue.languages} /> : broken.length + unlisted === 0 && <NoScenarios />}
      {unlisted > 0 && (
        <p className={css.unlisted}>
          {unlisted === 1 ? 'One more scenario is private or left out by its course.' : `${unlisted} more are private or left out by their course.`} <Link href="/unlisted">Show {unlisted === 1 ? 'it' : 'them'}</Link>
        </p>
      )}
      {(broken.length > 0 || catalogue.problems.length > 0) && (
        <section className={css.broken} aria-labelledby="broken">
          <h2 className={css.sectionTitle} id="broken">Could not be read</h2>
          <p className={css.sectionText}>Everything else works. These need a change by their author:</p>
          <div className={css.stack}>
            {broken.map(({ slug, title, problems }) => <BrokenCard key={slug} title={title} problems={problemLines(problems)} />)}
            {catalogue.problems.length > 0 && <BrokenCard title="Courses and folders" problems={problemLines(catalogue.problems)} />}
          </div>
        </section>
      )}
    </CatalogueFrame>
  )
}

function NoScenarios() {
  return (
    <div className={css.empty}>
      <p>There are no scenarios in this folder yet. A scenario is a folder with an <code>index.json</code> and its steps as markdown files.</p>
    </div>
  )
}
