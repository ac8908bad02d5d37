import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { sameJson, textAt } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { parseYamlDocument, YamlProblem } from '../manifest/parse-yaml.ts'
import { readDryRun, resultPrinter } from '../output/result.ts'
import { patchTypes } from '../patch/patch-form.ts'
import { chosenItems } from '../resources/chosen.ts'
import { eachItem } from '../resources/each.ts'
import type { Item } from '../resources/item.ts'
import { patchItem } from '../resources/patch-item.ts'
import { withChangeCause } from './change-cause.ts'

const types = ['json', 'merge', 'strategic'] as const

/** `patch`: changes fields of an object by a patch. */
export async function patch(call: CommandCall): Promise<void> {
  const type = types.find((one) => one === call.flags.text('type').toLowerCase())
  const changes = readPatch(call)
  if (type === undefined) throw new CliError(`error: --type must be one of [${types.join(' ')}], not "${call.flags.text('type')}"`)
  if (call.flags.bool('local')) throw new CliError('error: --local is not built in here')
  const dryRun = readDryRun(call)
  const print = await resultPrinter(call, dryRun)
  const count = await eachItem(chosenItems(call), async (item) => {
    if (dryRun === 'client') return print(item.resource, item.object, 'patched')
    const object = await patchItem(call, item, { patch: changes, contentType: patchTypes[type], dryRun })
    const after = await noteCause(call, item, object)
    print(item.resource, after, isSame(item.object, after) ? 'patched (no change)' : 'patched')
  })
  if (count === 0) throw new CliError('error: no objects passed to patch')
}

function readPatch({ flags, io }: CommandCall): Json {
  const file = flags.text('patch-file')
  if (flags.text('patch') === '' && file === '') throw new CliError('error: must specify --patch or --patch-file containing the contents of the patch')
  if (flags.text('patch') !== '' && file !== '') throw new CliError('error: cannot specify --patch and --patch-file together')
  const text = file === '' ? flags.text('patch') : readText(resolve(io.cwd, file), file)
  try {
    return parseYamlDocument(text)
  } catch (error) {
    if (error instanceof YamlProblem) throw new CliError(`error: unable to parse ${JSON.stringify(text)}: ${error.message}`)
    throw error
  }
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new CliError(`error: unable to read patch file: open ${name}: no such file or directory`)
  }
}

async function noteCause(call: CommandCall, item: Item, object: JsonObject): Promise<JsonObject> {
  const cause = withChangeCause(call, {})
  return Object.keys(cause).length === 0 ? object : patchItem(call, item, { patch: cause, contentType: patchTypes.merge })
}

function isSame(before: JsonObject, after: JsonObject): boolean {
  const version = textAt(before, 'metadata', 'resourceVersion')
  return version === '' ? sameJson(before, after) : version === textAt(after, 'metadata', 'resourceVersion')
}
