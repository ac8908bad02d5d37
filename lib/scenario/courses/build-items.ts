import type { CatalogueEntry, CatalogueItem, ScenarioItem } from '../catalogue.ts'
import { groupBy } from '../../group-by.ts'
import type { KeyPath } from '../parse-index.ts'
import { makeProblem, type ProblemCode } from '../problems.ts'
import { folderOf, nameOf, resolvePath } from '../repository-files.ts'
import type { PathwayCourse, PathwayFile, StructureFile } from '../schema/course.ts'
import type { Problem } from '../scenario.ts'
import type { CourseFile, CourseFiles } from './course-files.ts'
import { folderTitle } from './folder-title.ts'
import { homepageTitle, isHomepage, orderedByHomepage } from './homepage.ts'
import { languageOf, placeOf } from './languages.ts'
import { pathwayTarget } from './listed-items.ts'
import { createTree } from './scenario-tree.ts'

export interface BuiltItems {
  /** Of the whole, where a file gives it one. */
  readonly title?: string
  readonly items: readonly CatalogueItem[]
  readonly problems: readonly Problem[]
}

/** Courses may name each other; a few files that name each other ten times over must not fill the memory. */
const spareItems = 2_000
/** A repository may show each scenario in a few courses. */
const itemsForEach = 4
const maxProblems = 200

interface Words {
  readonly title?: string | undefined
  readonly description?: string | undefined
}

/** Orders the scenarios of a repository into courses, as its files and its folders say. Hidden ones are left out. */
export function buildItems(entries: readonly CatalogueEntry[], files: CourseFiles): BuiltItems {
  const tree = createTree(entries)
  const maxItems = spareItems + itemsForEach * entries.length
  const problems: Problem[] = []
  const pathwaysIn = groupBy(files.pathways.keys(), folderOf)
  const slugs = new Set<string>()
  /** The folder of each course, by slug, and which of them only a folder made. */
  const folders = new Map<string, string>()
  const unnamed = new Set<string>()
  let count = 0

  /** What a folder shows. `way` are the courses around it. */
  function itemsOf(folder: string, way: readonly string[]): readonly CatalogueItem[] {
    const structure = files.structures.get(folder)
    if (structure) return listedByStructure(structure, folder, way)
    const pathway = files.pathways.get(folder)
    const listed = pathway ? listedByPathway(pathway, folder, way) : []
    const known = new Set(listed.map(keyOf))
    return [...listed, ...found(folder, way).filter((item) => !known.has(keyOf(item)))]
  }

  /** What lies in a folder, listed or not: scenarios first, then courses. */
  function found(folder: string, way: readonly string[]): readonly CatalogueItem[] {
    const inner = tree.below(folder).flatMap((child) => {
      if (languageOf(nameOf(child)) !== undefined) return itemsOf(child, way)
      const entry = tree.entryAt(child)
      return entry ? [...scenarioItem(entry, {}), ...found(child, way)] : courseAt(child, {}, way)
    })
    const own = tree.entryAt(folder)
    const items = [...folder === '' && own ? scenarioItem(own, {}) : [], ...inner, ...elsewhere(folder, way)]
    const sorted = [...items.filter(({ kind }) => kind !== 'course'), ...items.filter(({ kind }) => kind === 'course')]
    return orderedByHomepage(sorted, folder, files)
  }

  /** Courses whose files stand in this folder but whose scenarios lie in others. */
  function elsewhere(folder: string, way: readonly string[]): readonly CatalogueItem[] {
    return (pathwaysIn.get(folder) ?? []).filter((course) => !tree.has(course) && !isHomepage(course)).flatMap((course) => courseAt(course, {}, way))
  }

  function courseAt(folder: string, words: Words, way: readonly string[]): readonly CatalogueItem[] {
    const structure = files.structures.get(folder)?.value
    const pathway = files.pathways.get(folder)?.value
    if (pathway?.private === true || ++count > maxItems) return []
    const items = itemsOf(folder, [...way, folder])
    if (items.length === 0) return []
    const [only] = items
    const named = words.title ?? structure?.title ?? pathway?.title ?? homepageTitle(folder, files)
    // A folder around a single course is only a way to it.
    if (!named && items.length === 1 && only?.kind === 'course') return items
    const description = words.description ?? structure?.description ?? pathway?.description ?? ''
    const slug = freeSlug(folder)
    folders.set(slug, folder)
    if (!named) unnamed.add(slug)
    return [{ kind: 'course', slug, title: named?.trim() || folderTitle(folder), description: description.trim(), language: placeOf(folder).language, items }]
  }

  function listedByStructure(file: CourseFile<StructureFile>, folder: string, way: readonly string[]): readonly CatalogueItem[] {
    return (file.value.items ?? []).flatMap((line, index) => {
      const tell = teller(file, ['items', index, 'path'], line.path)
      const target = resolvePath(folder, line.path)
      return target !== undefined && tree.has(target) ? itemAt(target, { words: line, way, tell }) : missing(tell)
    })
  }

  function listedByPathway(file: CourseFile<PathwayFile>, folder: string, way: readonly string[]): readonly CatalogueItem[] {
    return (file.value.courses ?? []).flatMap((line, index): readonly CatalogueItem[] => {
      const tell = teller(file, ['courses', index], nameOfLine(line))
      const target = pathwayTarget(line, folder, tree)
      if (target !== undefined) return itemAt(target, { words: line, way, tell })
      const { external_link: href, title, description } = line
      if (!href || !/^https?:\/\//i.test(href)) return missing(tell)
      return [{ kind: 'link', href, title: title?.trim() || href, description: description?.trim() ?? '', language: placeOf(folder).language }]
    })
  }

  function teller(file: Pick<CourseFile<unknown>, 'path' | 'locate'>, key: KeyPath, found: string): Tell {
    return (code) => {
      if (problems.length < maxProblems) problems.push(makeProblem(code, { file: file.path, ...file.locate(key) }, { found }))
    }
  }

  function itemAt(target: string, { words, way, tell }: { words: Words; way: readonly string[]; tell: Tell }): readonly CatalogueItem[] {
    const entry = tree.entryAt(target)
    if (entry) return scenarioItem(entry, words)
    if (target === '' || way.includes(target)) {
      tell('course-loop')
      return []
    }
    return courseAt(target, words, way)
  }

  function scenarioItem({ slug, language, title, description, hidden, scenario }: CatalogueEntry, words: Words): readonly ScenarioItem[] {
    if (hidden || !scenario || ++count > maxItems) return []
    return [{ kind: 'scenario', slug, language, title: words.title?.trim() || title, description: words.description?.trim() || description }]
  }

  /** The same for two items that lead to the same place. */
  function keyOf(item: CatalogueItem): string {
    if (item.kind === 'course') return `course ${folders.get(item.slug)}`
    return item.kind === 'link' ? item.href : `scenario ${item.slug}`
  }

  function freeSlug(folder: string): string {
    const name = folder.replaceAll('/', '~')
    let free = name
    for (let n = 2; slugs.has(free); n++) free = `${name}~${n}`
    slugs.add(free)
    return free
  }

  /** A repository that has everything in one folder, such as `scenarios/`, shows what is in it. */
  function unwrapped(shown: readonly CatalogueItem[]): readonly CatalogueItem[] {
    const [only] = shown
    return shown.length === 1 && only?.kind === 'course' && unnamed.has(only.slug) ? unwrapped(only.items) : shown
  }

  const title = files.structures.get('')?.value.title ?? homepageTitle('', files)
  const items = unwrapped(itemsOf('', ['']))
  if (count > maxItems) problems.push(makeProblem('too-many-items', { file: 'structure.json' }, { limit: String(maxItems) }))
  return { items, ...(title && { title }), problems: [...files.problems, ...problems] }
}

type Tell = (code: ProblemCode) => void

function missing(tell: Tell): readonly [] {
  tell('course-item-missing')
  return []
}

function nameOfLine({ pathway_id: pathway, course_id: course, id, title }: PathwayCourse): string {
  return [pathway, course ?? id].filter((part) => part !== undefined).join('/') || (title ?? 'a line without a name')
}
