import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathOf } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError, explainFailure, isNotFound } from '../errors.ts'
import { withoutValue } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { toYaml } from '../output/yaml.ts'
import { lastApplied, withLastApplied } from '../patch/last-applied.ts'
import { patchFormOf, patchTypes } from '../patch/patch-form.ts'
import { threeWayPatch } from '../patch/three-way.ts'
import { itemsOfFiles } from '../resources/from-files.ts'
import type { Item } from '../resources/item.ts'
import { requireFiles } from './require-files.ts'

/** `diff -f`: what `apply` would change, by the system's own diff. Exits with 1 when there is something, with 2 when it went wrong. */
export async function diff(call: CommandCall): Promise<number> {
  try {
    requireFiles(call)
    return await compareAll(call)
  } catch (error) {
    throw new CliError(explainFailure(error).text, 2)
  }
}

async function compareAll(call: CommandCall): Promise<number> {
  const live = mkdtempSync(join(tmpdir(), 'LIVE-'))
  const merged = mkdtempSync(join(tmpdir(), 'MERGED-'))
  try {
    for await (const item of itemsOfFiles(call, { validates: true })) {
      if (item instanceof CliError) throw item
      const { before, after } = await versionsOf(call, item)
      const { group, version, kind } = item.resource
      const name = [group, version, kind, item.namespace ?? '', item.name].filter((part, at) => part !== '' || at > 2).join('.')
      if (before !== undefined) writeFileSync(join(live, name), toYaml(shown(before)))
      else writeFileSync(join(live, name), '')
      writeFileSync(join(merged, name), toYaml(shown(after)))
    }
    return compare(call, live, merged)
  } finally {
    for (const folder of [live, merged]) rmSync(folder, { recursive: true, force: true })
  }
}

async function versionsOf(call: CommandCall, item: Item): Promise<{ readonly before?: JsonObject; readonly after: JsonObject }> {
  const { api } = await call.cluster()
  const path = pathOf(item.resource, item.namespace, item.name)
  const modified = withLastApplied(item.object)
  const query = { dryRun: 'All', fieldManager: 'kubectl-client-side-apply' }
  let before: JsonObject
  try {
    before = await api.get(path)
  } catch (error) {
    if (!isNotFound(error)) throw error
    return { after: await api.call({ method: 'POST', path: pathOf(item.resource, item.namespace), body: modified, query }) }
  }
  const form = patchFormOf(item.resource)
  const patch = threeWayPatch({ original: lastApplied(before) ?? {}, modified, current: before }, form)
  return { before, after: await api.call({ method: 'PATCH', path, body: patch, contentType: patchTypes[form], query }) }
}

// The note of `apply` would only say everything twice.
function shown(object: JsonObject): JsonObject {
  return withoutValue(withoutValue(object, ['metadata', 'managedFields']), ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'])
}

function compare({ io }: CommandCall, live: string, merged: string): number {
  const program = io.env.KUBECTL_EXTERNAL_DIFF || 'diff -u -N'
  const { status, stdout, stderr, error } = spawnSync('/bin/sh', ['-c', `${program} "$1" "$2"`, 'diff', live, merged], { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 })
  if (error !== undefined) throw new CliError(`error: failed to run ${JSON.stringify(program)}: ${error.message}`, 2)
  io.out(stdout)
  io.err(stderr)
  return status ?? 2
}
