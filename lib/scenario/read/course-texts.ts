import { isCourseFile } from '../courses/course-files.ts'
import { readFileText } from './file-text.ts'
import type { Walked } from './walk.ts'

const maxBytes = 256 * 1024
/** Far more than any repository has. */
const maxFiles = 2000

/** Texts of the files that order a repository's scenarios, by path. One that cannot be read orders nothing. */
export async function readCourseTexts({ root, files }: Walked): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  const paths = [...files.keys()].filter(isCourseFile).sort().slice(0, maxFiles)
  for (const file of paths) {
    const read = await readFileText({ root, realPath: files.get(file) ?? '', file, maxBytes })
    if (read.ok) texts.set(file, read.text)
  }
  return texts
}
