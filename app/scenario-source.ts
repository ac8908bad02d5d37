import { cache } from 'react'
import type { Catalogue, CatalogueEntry } from '../lib/scenario/catalogue.ts'
import { readCatalogue, readNeighbourhood, readPageText, readRepositoryFile, readScenario, readScenarioText, type Neighbourhood } from '../lib/scenario/read.ts'
import type { Scenario } from '../lib/scenario/scenario.ts'

/** Folder of the scenarios. The server that starts the pages puts it into the environment, the one thing both share. */
export function scenariosRoot(): string {
  return process.env.REHEARSAL_SCENARIOS ?? './scenarios'
}

/** Read once for each request: layout, page and title ask for the same scenario. */
export const getScenario = cache((slug: string): Promise<Scenario | undefined> => readScenario(scenariosRoot(), slug))

export function getCatalogue(): Promise<Catalogue> {
  return readCatalogue(scenariosRoot())
}

/** Markdown of a page: 0 the intro, 1… the steps, one more the finish. */
export function getPageText(scenario: Scenario, page: number): ReturnType<typeof readPageText> {
  return readPageText(scenariosRoot(), scenario, page)
}

/** A further markdown file of the scenario: a solution, a hint. */
export function getText(scenario: Scenario, path: string): ReturnType<typeof readScenarioText> {
  return readScenarioText(scenariosRoot(), scenario, path)
}

/** What the pages of a scenario may link to and show. */
export const getNeighbourhood = cache((scenario: Scenario): Promise<Neighbourhood> => readNeighbourhood(scenariosRoot(), scenario))

/** Bytes of a file of the repository; undefined when there is none of that path, or it is too large. */
export function getFile(path: string, maxBytes: number): Promise<Buffer | undefined> {
  return readRepositoryFile(scenariosRoot(), path, maxBytes)
}

/** A scenario in other languages. */
export const getTranslations = cache(async (slug: string): Promise<CatalogueEntry['translations']> => {
  const { entries } = await getCatalogue()
  return entries.find((entry) => entry.slug === slug)?.translations ?? []
})
