import type { z } from 'zod'
import { dropWrongKeys } from '../drop-wrong-keys.ts'
import { parseIndex, type ParsedFile } from '../parse-index.ts'
import { makeProblem } from '../problems.ts'
import { folderOf, nameOf } from '../repository-files.ts'
import { keyText } from '../report.ts'
import { pathwayFileSchema, structureFileSchema, type PathwayFile, type StructureFile } from '../schema/course.ts'
import type { Problem } from '../scenario.ts'

/** A course file that could be read, and where its keys stand. */
export interface CourseFile<T> {
  readonly path: string
  readonly value: T
  readonly locate: ParsedFile['locate']
}

/** The files of a repository that put scenarios in an order. */
export interface CourseFiles {
  /** `structure.json`, by the folder it orders. */
  readonly structures: ReadonlyMap<string, CourseFile<StructureFile>>
  /** `<name>-pathway.json`, by the path of the folder `<name>` beside it, whether there is one or not. */
  readonly pathways: ReadonlyMap<string, CourseFile<PathwayFile>>
  readonly problems: readonly Problem[]
}

const pathwayEnd = '-pathway.json'

export function isCourseFile(path: string): boolean {
  return nameOf(path) === 'structure.json' || path.endsWith(pathwayEnd)
}

/** Reads the texts of course files. One that is something else, or broken, is left out with a problem. */
export function parseCourseFiles(texts: ReadonlyMap<string, string>): CourseFiles {
  const structures = new Map<string, CourseFile<StructureFile>>()
  const pathways = new Map<string, CourseFile<PathwayFile>>()
  const problems: Problem[] = []
  for (const [path, text] of texts) {
    if (nameOf(path) === 'structure.json') {
      const file = parseFile({ path, text, schema: structureFileSchema }, problems)
      if (file) structures.set(folderOf(path), file)
    } else {
      const file = parseFile({ path, text, schema: pathwayFileSchema }, problems)
      if (file) pathways.set(path.slice(0, -pathwayEnd.length), file)
    }
  }
  return { structures, pathways, problems }
}

interface Source<S> {
  readonly path: string
  readonly text: string
  readonly schema: S
}

function parseFile<S extends z.ZodType>({ path, text, schema }: Source<S>, problems: Problem[]): CourseFile<z.infer<S>> | undefined {
  const parsed = parseIndex(text, path)
  problems.push(...parsed.problems)
  if (parsed.value === undefined) return undefined
  const value = dropWrongKeys(parsed.value, schema, ({ path: key, expected, found }) => {
    const place = { file: path, ...parsed.locate(key) }
    problems.push(key.length === 0 ? makeProblem('course-syntax', place, { found }) : makeProblem('wrong-type', place, { key: keyText(key), expected, found }))
  })
  return value === undefined ? undefined : { path, value, locate: parsed.locate }
}
