import { dropWrongKeys } from '../drop-wrong-keys.ts'
import { parseIndex } from '../parse-index.ts'
import { makeProblem } from '../problems.ts'
import { folderOf, nameOf, resolvePath } from '../repository-files.ts'
import { repositoryFileSchema } from '../schema/course.ts'
import type { Problem } from '../scenario.ts'
import { readFileText } from './file-text.ts'
import type { Walked } from './walk.ts'

/** At the root of a repository it says where the scenarios are; in other folders it describes something else. */
export const repositoryFileName = 'katacoda.yaml'

const maxBytes = 64 * 1024
/** A repository, or a folder of repositories. */
const deepest = 1

/** By the folder of a repository: the folder below which its scenarios are. */
export type ScenarioRoots = ReadonlyMap<string, string>

/** Reads `scenario_root` of every repository. */
export async function readScenarioRoots(walked: Walked): Promise<{ readonly roots: ScenarioRoots; readonly problems: readonly Problem[] }> {
  const roots = new Map<string, string>()
  const problems: Problem[] = []
  const paths = [...walked.files.keys()].filter((path) => nameOf(path) === repositoryFileName && path.split('/').length - 1 <= deepest)
  for (const path of paths) {
    const read = await readFileText({ root: walked.root, realPath: walked.files.get(path) ?? '', file: path, maxBytes })
    if (!read.ok) continue
    const parsed = parseIndex(read.text, path)
    const written = dropWrongKeys(parsed.value, repositoryFileSchema, () => undefined)?.scenario_root
    if (written === undefined) continue
    const folder = resolvePath(folderOf(path), written)
    if (folder !== undefined && walked.folders.has(folder)) roots.set(folderOf(path), folder)
    else problems.push(makeProblem('scenario-root-missing', { file: path, ...parsed.locate(['scenario_root']) }, { found: written }))
  }
  return { roots, problems }
}

/** Whether scenarios in this folder count. */
export function isBelowRoots(folder: string, roots: ScenarioRoots): boolean {
  return [...roots].every(([repository, root]) => !isIn(folder, repository) || isIn(folder, root))
}

function isIn(folder: string, parent: string): boolean {
  return parent === '' || folder === parent || folder.startsWith(`${parent}/`)
}
