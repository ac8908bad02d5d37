import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CatalogueFrame } from '../../components/catalogue/catalogue-frame.tsx'
import { Catalogue } from '../../components/catalogue/catalogue.tsx'
import { unlistedSections } from '../catalogue-sections.ts'
import { getCatalogue } from '../scenario-source.ts'
import { getVisitor } from '../visitor.ts'

export const metadata: Metadata = { title: 'Unlisted scenarios', robots: { index: false } }

/** Scenarios that are private or in a private course, for instructors and operators. For others there is no such page. */
export default async function UnlistedPage() {
  const { name, seesUnlisted } = await getVisitor()
  if (!seesUnlisted) notFound()
  const sections = unlistedSections(await getCatalogue())
  return (
    <CatalogueFrame title="Unlisted scenarios" lead="Private ones, those of private courses, and those that a course file leaves out. Whoever has the address of one can play it." visitor={name}>
      {sections.length > 0 ? <Catalogue sections={sections} languages={[]} /> : <p>There are none: every scenario is in the list.</p>}
    </CatalogueFrame>
  )
}
