import Link from 'next/link'
import { Logo } from '../components/brand/logo.tsx'
import { Catalogue } from '../components/catalogue/catalogue.tsx'
import css from '../components/catalogue/catalogue.module.css'
import { BrokenCard } from '../components/catalogue/scenario-card.tsx'
import { SettingsButton } from '../components/settings/settings-button.tsx'
import { problemLines, sectionsOf } from './catalogue-sections.ts'
import { getCatalogue } from './scenario-source.ts'

/** The catalogue: every course and scenario of the folder, and what is wrong with the rest. */
export default async function CataloguePage() {
  const catalogue = await getCatalogue()
  const sections = sectionsOf(catalogue)
  const broken = catalogue.entries.filter(({ scenario }) => !scenario)
  return (
    <div className={css.page}>
      <a className="skip-link" href="#scenarios">Skip to the scenarios</a>
      <header className={css.bar}>
        <Link href="/" className={css.brand}><Logo size={26} />Rehearsal</Link>
        <div className={css.barRight}><SettingsButton /></div>
      </header>
      <main className={css.main} id="scenarios" tabIndex={-1}>
        <h1 className={css.title}>{catalogue.title}</h1>
        <p className={css.lead}>Hands-on scenarios beside a real terminal. Read a step, click a command, watch what happens.</p>
        {sections.length > 0 ? <Catalogue sections={sections} languages={catalogue.languages} /> : broken.length === 0 && <NoScenarios />}
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
      </main>
    </div>
  )
}

function NoScenarios() {
  return (
    <div className={css.empty}>
      <p>There are no scenarios in this folder yet. A scenario is a folder with an <code>index.json</code> and its steps as markdown files.</p>
    </div>
  )
}
