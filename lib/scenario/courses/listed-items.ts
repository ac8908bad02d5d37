import { folderOf, nameOf, resolvePath } from '../repository-files.ts'
import type { PathwayCourse } from '../schema/course.ts'
import type { ScenarioTree } from './scenario-tree.ts'

/**
 * The folder that a line of a pathway means. Published ones name it in several ways: below the course's own folder, with an
 * account or another course in front, or by its whole path in the repository.
 * @param course path of the course's folder, `G/name` for `G/name-pathway.json`
 */
export function pathwayTarget(line: PathwayCourse, course: string, tree: ScenarioTree): string | undefined {
  const { course_id: id } = line
  const own = id ? [resolvePath(course, id)] : []
  // Where the repository begins is not known when several lie in one folder, so every folder above is tried.
  const further = above(course).flatMap((root) => namesOf(line).map((name) => resolvePath(root, name)))
  return [...own, ...further].find((folder) => folder !== undefined && folder !== '' && folder !== course && tree.has(folder))
}

function namesOf({ course_id: id, pathway_id: pathway, id: whole }: PathwayCourse): readonly string[] {
  const last = pathway && nameOf(pathway)
  return [
    id && pathway && `${pathway}/${id}`,
    id && last && `${last}/${id}`,
    whole,
    id,
    !id && pathway,
    !id && last,
  ].filter((name): name is string => typeof name === 'string' && name !== '')
}

/** The folders around a folder, the nearest first. */
function above(folder: string): readonly string[] {
  const result: string[] = []
  for (let at = folder; at !== '';) {
    at = folderOf(at)
    result.push(at)
  }
  return result
}
