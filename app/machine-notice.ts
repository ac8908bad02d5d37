import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chooseEnvironment, noticeOf, parseEnvironments, type EnvironmentRow } from '../lib/environments/environment-file.ts'
import { readAssetNames } from '../lib/scenario/read.ts'
import type { Scenario } from '../lib/scenario/scenario.ts'
import { scenariosRoot } from './scenario-source.ts'

let table: Promise<readonly EnvironmentRow[]> | undefined

/** What learners get here that is less than the machine which the scenario asks for; undefined when nothing is missing. */
export async function machineNotice(scenario: Scenario): Promise<string | undefined> {
  table ??= readTable()
  const row = chooseEnvironment(await table, { imageId: scenario.imageId, assetNames: await readAssetNames(scenariosRoot(), scenario) })
  return noticeOf(row, scenario.imageId)
}

// The host reads the same file once, at its start, and does not start when it is broken.
async function readTable(): Promise<readonly EnvironmentRow[]> {
  return parseEnvironments(await readFile(join(process.env.REHEARSAL_ENVIRONMENTS ?? './environments', 'index.json'), 'utf8'))
}
