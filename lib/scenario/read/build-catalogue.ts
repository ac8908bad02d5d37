import { groupBy } from '../../group-by.ts'
import type { Catalogue, CatalogueEntry } from '../catalogue.ts'
import { buildItems } from '../courses/build-items.ts'
import { isCourseFile, parseCourseFiles } from '../courses/course-files.ts'
import { folderTitle } from '../courses/folder-title.ts'
import { defaultLanguage, placeOf } from '../courses/languages.ts'
import type { ScenarioPlace } from '../normalise.ts'
import { parseScenario } from '../parse-scenario.ts'
import { folderOf, nameOf } from '../repository-files.ts'
import { readCourseTexts } from './course-texts.ts'
import { readFileText } from './file-text.ts'
import { isBelowRoots, readScenarioRoots, repositoryFileName } from './scenario-roots.ts'
import type { Walked } from './walk.ts'

const indexName = /^index\.(?:json|ya?ml)$/
/** A scenario of ten thousand steps is 3 MiB of JSON; YAML is read a hundred times slower. */
const maxBytes = { json: 4 * 1024 * 1024, yaml: 64 * 1024 }

/** Whether a change of this file can change the catalogue. */
export function isCatalogueFile(path: string): boolean {
  return indexName.test(nameOf(path)) || isCourseFile(path) || nameOf(path) === repositoryFileName
}

/** Reads every index and course file of a repository. */
export async function buildCatalogue(walked: Walked): Promise<Catalogue> {
  const { roots, problems: rootProblems } = await readScenarioRoots(walked)
  const indexes = indexFiles(walked).filter((path) => isBelowRoots(folderOf(path), roots))
  const found: CatalogueEntry[] = []
  // One after the other: memory stays that of one file.
  for (const place of placesOf(indexes, nameOf(walked.root))) found.push(...await readEntry(walked, place))
  const entries = withTranslations(found)
  const { title, items, problems } = buildItems(entries, parseCourseFiles(await readCourseTexts(walked)))
  return { title: title ?? folderTitle(walked.root), entries, items, languages: languagesOf(entries), problems: [...walked.problems, ...rootProblems, ...problems] }
}

function languagesOf(entries: readonly CatalogueEntry[]): readonly string[] {
  return [...new Set(entries.map(({ language }) => language))].sort((a, b) => Number(b === defaultLanguage) - Number(a === defaultLanguage) || (a < b ? -1 : 1))
}

/** The same scenario in other languages is the one at the same place of the mirrored tree. */
function withTranslations(entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  const byPlace = groupBy(entries, ({ folder }) => placeOf(folder).mirrored)
  return entries.map((entry) => {
    const others = (byPlace.get(placeOf(entry.folder).mirrored) ?? []).filter((other) => other !== entry && other.scenario && other.language !== entry.language)
    return others.length > 0 ? { ...entry, translations: others.map(({ language, slug }) => ({ language, slug })) } : entry
  })
}

function indexFiles({ files }: Walked): readonly string[] {
  const found = [...files.keys()].filter((path) => indexName.test(nameOf(path)) && !folderOf(path).split('/').includes('assets'))
  const json = new Set(found.filter((path) => path.endsWith('.json')).map(folderOf))
  return found.filter((path) => path.endsWith('.json') || !json.has(folderOf(path))).sort()
}

function placesOf(indexes: readonly string[], rootName: string): readonly ScenarioPlace[] {
  const taken = new Set<string>()
  return indexes.map((indexFile) => {
    const folder = folderOf(indexFile)
    const id = folder || rootName
    const slug = freeName(id.replaceAll('/', '~'), taken)
    return { id, slug, folder, indexFile, language: placeOf(folder).language }
  })
}

function freeName(name: string, taken: Set<string>): string {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name}~${n}`
  taken.add(free)
  return free
}

async function readEntry(walked: Walked, place: ScenarioPlace): Promise<readonly CatalogueEntry[]> {
  const realPath = walked.files.get(place.indexFile) ?? ''
  const limit = place.indexFile.endsWith('.json') ? maxBytes.json : maxBytes.yaml
  const file = await readFileText({ root: walked.root, realPath, file: place.indexFile, maxBytes: limit })
  const about = { ...place, translations: [] }
  const broken = { ...about, title: nameOf(place.id), description: '', hidden: false }
  if (!file.ok) return [{ ...broken, problems: file.problems }]
  const parsed = parseScenario(file.text, place, walked)
  if (parsed.kind === 'other') return []
  if (parsed.kind === 'broken') return [{ ...broken, problems: [...file.problems, ...parsed.problems] }]
  const { title, description, hidden } = parsed.scenario
  const problems = [...file.problems, ...parsed.scenario.problems]
  return [{ ...about, title, description, hidden, problems, scenario: { ...parsed.scenario, problems } }]
}
