import type { Element, Root, RootContent } from 'hast'
import { hasPlaceholders } from '../../lib/markdown/placeholders.ts'
import type { Remark } from '../../lib/markdown/step-document.ts'
import { openRepository } from '../../lib/scenario/read/repository.ts'
import type { RepositoryFiles } from '../../lib/scenario/repository-files.ts'
import { makeProblem, type Place } from '../../lib/scenario/problems.ts'
import { resolveFile } from '../../lib/scenario/resolve-file.ts'
import type { Problem } from '../../lib/scenario/scenario.ts'
import { readPages, type ReadPage } from '../pages/read-pages.ts'

export interface Checked {
  readonly problems: readonly Problem[]
  /** Scenarios that load. */
  readonly scenarios: number
  readonly pages: number
}

/**
 * Everything that an author should know about a folder of scenarios: index and course files, pages, pictures.
 * @throws when the folder itself cannot be read
 */
export async function checkFolder(root: string): Promise<Checked> {
  const repository = await openRepository(root)
  const { catalogue, walked } = repository
  const problems: Problem[] = [...catalogue.problems, ...catalogue.entries.flatMap((entry) => entry.problems)]
  let pages = 0
  for await (const page of readPages(repository)) {
    pages += 1
    problems.push(...pageProblems(page, walked))
  }
  return { problems: problems.toSorted(byPlace), scenarios: catalogue.entries.filter(({ scenario }) => scenario).length, pages }
}

/** What is wrong on one page. */
export function pageProblems({ scenario, path, source, document, problems }: ReadPage, repository: Pick<RepositoryFiles, 'files'>): readonly Problem[] {
  if (!document) return problems
  const lines = source.split('\n')
  const remarks = document.remarks.map((remark) => makeProblem(remark.code, placeOfRemark(path, remark, lines), { found: remark.found }))
  const lost = picturesIn(document.tree)
    .filter((picture) => isLocal(picture) && resolveFile({ source: picture, scenario: scenario.folder, page: path }, repository) === undefined)
    .map((picture) => makeProblem('image-missing', { file: path, ...placeOfText(picture, lines) }, { found: picture }))
  return [...problems, ...remarks, ...lost]
}

function placeOfRemark(file: string, { line, found }: Remark, lines: readonly string[]): Place {
  const text = lines[line - 1] ?? ''
  const at = found === '' ? -1 : text.indexOf(found)
  return { file, line, column: (at === -1 ? Math.max(0, text.search(/\S/)) : at) + 1 }
}

function placeOfText(text: string, lines: readonly string[]): Pick<Place, 'line' | 'column'> {
  const written = [text, decodeURI(text)]
  for (const [index, line] of lines.entries()) {
    const at = written.map((form) => line.indexOf(form)).find((offset) => offset !== -1)
    if (at !== undefined) return { line: index + 1, column: at + 1 }
  }
  return {}
}

function picturesIn(tree: Root): readonly string[] {
  const found = new Set<string>()
  const look = (node: RootContent): void => {
    if (node.type !== 'element') return
    const source = sourceOf(node)
    if (source) found.add(source)
    node.children.forEach(look)
  }
  tree.children.forEach(look)
  return [...found]
}

function sourceOf({ tagName, properties }: Element): string | undefined {
  return tagName === 'img' && typeof properties['src'] === 'string' ? properties['src'] : undefined
}

function isLocal(source: string): boolean {
  return !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(source) && !hasPlaceholders(source)
}

function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}
