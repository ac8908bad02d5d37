import { readCatalogue, readScenarioText } from '../../lib/scenario/read.ts'
import { resolvePath } from '../../lib/scenario/repository-files.ts'

/** The text of every page of every scenario below a folder, each file once. */
export async function readPages(root: string): Promise<readonly string[]> {
  const { entries } = await readCatalogue(root)
  const pages = new Map<string, string>()
  for (const { scenario } of entries) {
    if (!scenario) continue
    for (const page of [scenario.intro, ...scenario.steps, scenario.finish]) {
      const file = page?.text && await readScenarioText(root, scenario, page.text)
      if (file && file.ok) pages.set(resolvePath(scenario.folder, page?.text ?? '') ?? '', file.text)
    }
  }
  return [...pages.values()]
}
