import type { CatalogueItem } from '../catalogue.ts'
import { nameOf } from '../repository-files.ts'
import type { PathwayCourse, PathwayFile } from '../schema/course.ts'
import type { CourseFile, CourseFiles } from './course-files.ts'

/** `homepage-pathway.json` and `profile-pathway.json` order a whole repository rather than a course. */
const names = ['homepage', 'profile'] as const

export function isHomepage(course: string): boolean {
  return names.some((name) => nameOf(course) === name)
}

/** What a folder with a homepage is called by it. */
export function homepageTitle(folder: string, files: CourseFiles): string | undefined {
  return homepageOf(folder, files)?.value.title
}

/** What lies in a folder in the order of its homepage; what that does not name follows as it was. */
export function orderedByHomepage(items: readonly CatalogueItem[], folder: string, files: CourseFiles): readonly CatalogueItem[] {
  const file = homepageOf(folder, files)
  if (!file) return items
  const { courses = [], scenarios = [] } = file.value
  const rank = new Map<string, number>()
  for (const name of [...courses, ...scenarios].map(nameOfLine)) if (name && !rank.has(name)) rank.set(name, rank.size)
  const rankOf = (item: CatalogueItem): number => (item.kind === 'link' ? undefined : rank.get(nameOfSlug(item.slug))) ?? Infinity
  return items.toSorted((a, b) => compare(rankOf(a), rankOf(b)))
}

function homepageOf(folder: string, { pathways }: CourseFiles): CourseFile<PathwayFile> | undefined {
  return names.map((name) => pathways.get(folder ? `${folder}/${name}` : name)).find((file) => file !== undefined)
}

function nameOfLine({ id, course_id: course, pathway_id: pathway, external_link: link }: PathwayCourse): string | undefined {
  const whole = id ?? course ?? pathway ?? (link && URL.canParse(link) ? new URL(link).pathname : undefined)
  return whole && nameOf(whole.replace(/\/+$/, ''))
}

function nameOfSlug(slug: string): string {
  return slug.slice(slug.lastIndexOf('~') + 1)
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}
