import type { Catalogue, CatalogueEntry } from '../catalogue.ts'
import type { ScenarioPlace } from '../normalise.ts'
import { parseScenario } from '../parse-scenario.ts'
import { folderOf, nameOf } from '../repository-files.ts'
import { readFileText } from './file-text.ts'
import type { Walked } from './walk.ts'

const indexName = /^index\.(?:json|ya?ml)$/
const languageFolder = /^_([a-z]{2,3}(?:-[A-Za-z]{2,4})?)$/
const defaultLanguage = 'en'
/** A scenario of ten thousand steps is 3 MiB of JSON; YAML is read thirty times slower. */
const maxBytes = { json: 4 * 1024 * 1024, yaml: 256 * 1024 }

/** Whether a change of this file can change the catalogue. */
export function isCatalogueFile(path: string): boolean {
  const name = nameOf(path)
  return indexName.test(name) || name === 'structure.json' || name.endsWith('-pathway.json') || path === 'katacoda.yaml'
}

/** Reads every index and course file of a repository. */
export async function buildCatalogue(walked: Walked): Promise<Catalogue> {
  const places = placesOf(indexFiles(walked), nameOf(walked.root))
  const entries: CatalogueEntry[] = []
  // One after the other: memory stays that of one file.
  for (const place of places) entries.push(...await readEntry(walked, place))
  const languages = [...new Set(entries.map(({ language }) => language))].sort((a, b) => Number(b === defaultLanguage) - Number(a === defaultLanguage))
  const items = entries.filter(({ hidden }) => !hidden).map(({ slug, title, description, language }) => ({ kind: 'scenario' as const, slug, title, description, language }))
  return { title: nameOf(walked.root), entries, items, languages, problems: walked.problems }
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
    const language = languageFolder.exec(folder.split('/')[0] ?? '')?.[1] ?? defaultLanguage
    return { id, slug, folder, indexFile, language }
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
  const about = { id: place.id, slug: place.slug, folder: place.folder, language: place.language, translations: [] }
  const broken = { ...about, title: nameOf(place.id), description: '', hidden: false }
  if (!file.ok) return [{ ...broken, problems: file.problems }]
  const parsed = parseScenario(file.text, place, walked)
  if (parsed.kind === 'other') return []
  if (parsed.kind === 'broken') return [{ ...broken, problems: [...file.problems, ...parsed.problems] }]
  const { title, description, hidden } = parsed.scenario
  const problems = [...file.problems, ...parsed.scenario.problems]
  return [{ ...about, title, description, hidden, problems, scenario: { ...parsed.scenario, problems } }]
}
