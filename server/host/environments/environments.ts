import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chooseEnvironment, noticeOf, parseEnvironments, type EnvironmentRow } from '../../../lib/environments/environment-file.ts'
import { readAssetNames } from '../../../lib/scenario/read.ts'
import type { Scenario } from '../../../lib/scenario/scenario.ts'
import type { HomeFile, SessionEnvironment } from '../sessions/session-parts.ts'
import { readHomeFiles } from './home-files.ts'

interface EnvironmentsOptions {
  /** Folder with `index.json` and the home folders it names. */
  readonly folder: string
  readonly scenariosFolder: string
  /** Folder with one folder for each client of the lab: `<tools>/oc/oc`. */
  readonly toolsFolder: string
}

/**
 * What the `imageid` of a scenario means here, by `environments/index.json`. The files are read once, at the start.
 * @throws Error when the table is broken
 */
export async function openEnvironments({ folder, scenariosFolder, toolsFolder }: EnvironmentsOptions): Promise<(scenario: Scenario) => Promise<SessionEnvironment>> {
  const rows = parseEnvironments(await readFile(join(folder, 'index.json'), 'utf8'))
  const homes = new Map<string, Readonly<Record<string, HomeFile>>>()
  for (const { home } of rows) if (home && !homes.has(home)) homes.set(home, await readHomeFiles(join(folder, home)))

  async function choose(scenario: Scenario): Promise<EnvironmentRow | undefined> {
    return chooseEnvironment(rows, { imageId: scenario.imageId, assetNames: await readAssetNames(scenariosFolder, scenario) })
  }

  return async (scenario) => {
    const row = await choose(scenario)
    const notice = noticeOf(row, scenario.imageId)
    if (!row) throw new Error(`No row of environments/index.json fits the imageid ${JSON.stringify(scenario.imageId)}; a last row that matches "*" would.`)
    return {
      image: row.image,
      root: row.root,
      binaries: row.tools.map((tool) => ({ from: join(toolsFolder, tool), to: `/opt/rehearsal/${tool}` })),
      mounts: [],
      env: { LANG: 'C.UTF-8' },
      homeFiles: row.home ? homes.get(row.home) ?? {} : {},
      cwd: row.cwd,
      ...(row.lab ? { labProfile: row.lab } : {}),
      ...(notice ? { notice } : {}),
      internet: row.internet,
    }
  }
}
