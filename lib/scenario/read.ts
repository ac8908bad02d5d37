import { selectAssets } from './assets/select-assets.ts'
import type { Catalogue, CatalogueEntry } from './catalogue.ts'
import { readFileBytes, readFileText, type FileText } from './read/file-text.ts'
import { openRepository } from './read/repository.ts'
import type { Walked } from './read/walk.ts'
import { filesBelow, resolvePath } from './repository-files.ts'
import { resolveFile } from './resolve-file.ts'
import type { Page, Scenario } from './scenario.ts'

/** The longest page of 13,000 published ones has 60 KiB. */
const maxTextBytes = 512 * 1024
const maxScriptBytes = 1024 * 1024

/**
 * Everything a folder offers: a scenario, or a repository of many. A broken scenario is listed with its problems.
 * @throws when the folder itself cannot be read
 */
export async function readCatalogue(root: string): Promise<Catalogue> {
  return (await openRepository(root)).catalogue
}

/** The scenario of this slug; undefined when there is none, or when its index file is broken. */
export async function readScenario(root: string, slug: string): Promise<Scenario | undefined> {
  const { entries } = await readCatalogue(root)
  return entries.find((entry) => entry.slug === slug)?.scenario
}

/** Page 0 is the intro, 1… are the steps, one more is the finish; undefined for a page that the scenario does not have. */
export function pageOf(scenario: Scenario, page: number): Page | undefined {
  if (page === 0) return scenario.intro
  return page === scenario.steps.length + 1 ? scenario.finish : scenario.steps[page - 1]
}

/** The markdown of a page, empty when the author named no file; or what is wrong with the file. */
export async function readPageText(root: string, scenario: Scenario, page: number): Promise<FileText> {
  const name = pageOf(scenario, page)?.text
  return name === undefined ? { ok: true, text: '', problems: [] } : readScenarioText(root, scenario, name)
}

/** A markdown file of the scenario (a step's `answer` or `hint`), or what is wrong with it. */
export async function readScenarioText(root: string, scenario: Scenario, path: string): Promise<FileText> {
  return readTextIn((await openRepository(root)).walked, scenario, path)
}

/** The same, from a repository as it was when it was walked. */
export function readTextIn(walked: Walked, scenario: Scenario, path: string): Promise<FileText> {
  return readNamed(walked, scenario, { path, maxBytes: maxTextBytes, missing: 'page-missing' })
}

/** A script of the scenario. */
export async function readScript(root: string, scenario: Scenario, path: string): Promise<FileText> {
  return readNamed((await openRepository(root)).walked, scenario, { path, maxBytes: maxScriptBytes, missing: 'script-missing' })
}

/** Names of the files that a scenario brings along. */
export async function readAssetNames(root: string, { folder, assets }: Scenario): Promise<readonly string[]> {
  if (assets.length === 0) return []
  const { walked } = await openRepository(root)
  return selectAssets(assets, filesBelow(walked, folder ? `${folder}/assets` : 'assets')).files.map(({ name }) => name)
}

/** What the pages of a scenario may link to and show. */
export interface Neighbourhood {
  /** The file that a picture or link means, as `resolveFile` finds it. */
  readonly file: (source: string, page: string) => string | undefined
  /** The scenario that a link means. */
  readonly scenario: (href: string, page: string) => CatalogueEntry | undefined
}

export async function readNeighbourhood(root: string, { folder }: Scenario): Promise<Neighbourhood> {
  const { walked, catalogue } = await openRepository(root)
  const entries = new Map(catalogue.entries.map((entry) => [entry.indexFile, entry]))
  return {
    file: (source, page) => resolveFile({ source, scenario: folder, page }, walked),
    scenario: (href, page) => indexNames.flatMap((name) => {
      const index = resolveFile({ source: href.replace(/[/?#]*$/, '') + `/${name}`, scenario: folder, page }, walked)
      return index === undefined ? [] : entries.get(index) ?? []
    })[0],
  }
}

const indexNames = ['index.json', 'index.yaml', 'index.yml']

/** The bytes of a file of the repository; undefined when there is none of that path, or it is too large to be shown. */
export async function readRepositoryFile(root: string, path: string, maxBytes: number): Promise<Buffer | undefined> {
  const { walked } = await openRepository(root)
  const realPath = walked.files.get(path)
  if (realPath === undefined) return undefined
  const bytes = await readFileBytes({ root: walked.root, realPath, maxBytes })
  return typeof bytes === 'number' ? undefined : bytes
}

interface Named {
  readonly path: string
  readonly maxBytes: number
  readonly missing: 'page-missing' | 'script-missing'
}

async function readNamed(walked: Walked, scenario: Scenario, { path, maxBytes, missing }: Named): Promise<FileText> {
  const file = resolvePath(scenario.folder, path)
  const realPath = file === undefined ? undefined : walked.files.get(file)
  if (file === undefined || realPath === undefined) return { ok: false, problems: problemsAbout(scenario, path, missing) }
  return readFileText({ root: walked.root, realPath, file, maxBytes })
}

/** The problem found when the index was read knows its line; a file removed since has none. */
function problemsAbout(scenario: Scenario, path: string, missing: Named['missing']): FileText['problems'] {
  const known = scenario.problems.filter(({ args }) => args['found'] === path)
  return known.length > 0 ? known : [{ code: missing, severity: 'error', file: scenario.indexFile, args: { key: 'text', found: path } }]
}
