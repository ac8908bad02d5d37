import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandCall } from '../command.ts'
import { CliError, messageOf, StatusError, throwCollected } from '../errors.ts'
import { isObject, sameJson } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { parseYamlDocument, YamlProblem } from '../manifest/parse-yaml.ts'
import { toGoJson } from '../output/json.ts'
import { resultPrinter } from '../output/result.ts'
import { toYaml } from '../output/yaml.ts'
import { patchFormOf, patchTypes } from '../patch/patch-form.ts'
import { threeWayPatch } from '../patch/three-way.ts'
import { chosenItems } from '../resources/chosen.ts'
import type { Item } from '../resources/item.ts'
import { patchItem } from '../resources/patch-item.ts'
import { withChangeCause } from './change-cause.ts'

const instructions = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`

/** `edit`: opens objects in the learner's editor, one after the other, and sends what was changed. */
export async function edit(call: CommandCall): Promise<void> {
  const output = call.flags.text('output')
  if (output !== '' && output !== 'yaml' && output !== 'json') throw new CliError('error: The flag \'output\' must be one of yaml|json')
  const items: Item[] = []
  const errors: unknown[] = []
  for await (const item of chosenItems(call, { wholeTypes: true })) {
    if (item instanceof Error) errors.push(item)
    else items.push(item)
  }
  if (items.length === 0 && errors.length > 0) throwCollected(errors)
  if (items.length === 0) throw new CliError('error: edit cancelled, no objects found.')
  for (const item of items) await editOne(call, item, output === 'json')
  throwCollected(errors)
}

async function editOne(call: CommandCall, item: Item, asJson: boolean): Promise<void> {
  const { io } = call
  const shown = withoutManagedFields(item.object)
  const folder = mkdtempSync(join(tmpdir(), 'edit-'))
  const file = join(folder, `${call.program}-edit.${asJson ? 'json' : 'yaml'}`)
  const original = asJson ? `${toGoJson(shown)}\n` : toYaml(shown)
  let text = `${asJson ? '' : instructions}${original}`
  let failed = false
  try {
    for (;;) {
      writeFileSync(file, text)
      openEditor(call, file)
      const edited = readFileSync(file, 'utf8')
      const content = edited.replace(/^#.*\n?/gm, '')
      if (content.trim() === '') return io.err('Edit cancelled, saved file was empty.\n')
      if (failed && edited === text) throw cancelled(edited, file)
      const outcome = await save(call, { item, shown, content })
      if (outcome === 'same') return io.err('Edit cancelled, no changes made.\n')
      if (outcome === 'saved') return
      failed = true
      text = `${instructions}${outcome.map((line) => `# ${line}\n`).join('')}#\n${content}`
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// What was typed is worth more than the tidiness of /tmp.
function cancelled(content: string, file: string): CliError {
  const copy = join(tmpdir(), `kept-${Date.now()}-${file.split('/').at(-1) ?? 'edit'}`)
  writeFileSync(copy, content)
  return new CliError(`A copy of your changes has been stored to "${copy}"\nerror: Edit cancelled, no valid changes were saved.`)
}

interface Edited {
  readonly item: Item
  readonly shown: JsonObject
  readonly content: string
}

/** Lines that say what is wrong, for the learner to read in the file. */
type Outcome = 'same' | 'saved' | readonly string[]

async function save(call: CommandCall, { item, shown, content }: Edited): Promise<Outcome> {
  let object: JsonObject
  try {
    const value = parseYamlDocument(content)
    if (!isObject(value)) return ['The edited file is no object:', '* expected fields such as kind and metadata']
    object = value
  } catch (error) {
    if (error instanceof YamlProblem) return ['The edited file had a syntax error:', `* ${error.message}`]
    throw error
  }
  if (sameJson(object, shown)) return 'same'
  const form = patchFormOf(item.resource)
  const patch = threeWayPatch({ original: shown, modified: object, current: shown }, form)
  if (Object.keys(patch).length === 0) return 'same'
  try {
    const answer = await patchItem(call, item, { patch: withChangeCause(call, patch), contentType: patchTypes[form] })
    ;(await resultPrinter(call))(item.resource, answer, 'edited')
    return 'saved'
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    return [`${item.resource.plural}${item.resource.group === '' ? '' : `.${item.resource.group}`} "${item.name}" was not valid:`, ...messageOf(error).split('\n').map((line) => `* ${line}`)]
  }
}

function withoutManagedFields(object: JsonObject): JsonObject {
  const metadata = isObject(object.metadata) ? object.metadata : {}
  const { managedFields: _hidden, ...shown } = metadata
  return { ...object, metadata: shown }
}

function openEditor({ io }: CommandCall, file: string): void {
  const editor = io.env.KUBE_EDITOR || io.env.OC_EDITOR || io.env.EDITOR || 'vi'
  // Through a shell, since $EDITOR may have arguments: `code --wait`.
  const { status, error } = spawnSync('/bin/sh', ['-c', `${editor} "$1"`, 'edit', file], { stdio: 'inherit', env: { ...process.env, ...io.env } })
  if (error !== undefined || status !== 0) throw new CliError(`error: there was a problem with the editor "${editor}"`)
}
