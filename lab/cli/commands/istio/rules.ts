import { pathOf } from '../../api/discovery.ts'
import type { Resource } from '../../api/discovery.ts'
import type { CommandCall } from '../../command.ts'
import { CliError, StatusError } from '../../errors.ts'
import { isObject, listAt, textAt, withValue } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { readManifests } from '../../manifest/read-manifests.ts'
import { TabWriter } from '../../output/tab-writer.ts'
import { toYaml } from '../../output/yaml.ts'
import { configTypeOf, configTypes, resourceOf } from './config-types.ts'
import type { ConfigType } from './config-types.ts'

interface Rule {
  readonly type: ConfigType
  readonly resource: Resource
  readonly namespace: string
  readonly name: string
  readonly object: JsonObject
}

/** `istioctl create -f`. */
export async function createRules(call: CommandCall): Promise<void> {
  for (const rule of await rulesOfFile(call)) {
    const { api } = await call.cluster()
    const made = await told(() => api.call({ method: 'POST', path: pathOf(rule.resource, rule.namespace), body: rule.object }))
    call.io.out(`Created config ${keyOf(rule)} at revision ${textAt(made, 'metadata', 'resourceVersion')}\n`)
  }
}

/** `istioctl replace -f`. */
export async function replaceRules(call: CommandCall): Promise<void> {
  for (const rule of await rulesOfFile(call)) {
    const { api } = await call.cluster()
    const path = pathOf(rule.resource, rule.namespace, rule.name)
    const made = await told(async () => {
      const live = await api.get(path)
      return api.call({ method: 'PUT', path, body: withValue(rule.object, ['metadata', 'resourceVersion'], textAt(live, 'metadata', 'resourceVersion')) })
    })
    call.io.out(`Updated config ${keyOf(rule)} to revision ${textAt(made, 'metadata', 'resourceVersion')}\n`)
  }
}

/** `istioctl delete -f FILE`, or `delete TYPE NAME...`. */
export async function deleteRules(call: CommandCall): Promise<void> {
  const [word, ...names] = call.args
  const { api, target } = await call.cluster()
  if (call.flags.text('file') !== '') {
    if (word !== undefined) throw new CliError('Error: delete takes no arguments when the file option is used')
    for (const rule of await rulesOfFile(call)) {
      await told(() => api.call({ method: 'DELETE', path: pathOf(rule.resource, rule.namespace, rule.name) }))
      call.io.out(`Deleted config: ${keyOf(rule)}\n`)
    }
    return
  }
  if (word === undefined || names.length === 0) throw new CliError('Error: provide configuration type and name or -f option')
  const resource = await resourceOf(call, configTypeOf(word))
  for (const name of names) {
    await told(() => api.call({ method: 'DELETE', path: pathOf(resource, target.namespace, name) }))
    call.io.out(`Deleted config: ${word} ${name}\n`)
  }
}

/** `istioctl get TYPE [NAME]`. */
export async function getRules(call: CommandCall): Promise<void> {
  const [word, name] = call.args
  const output = call.flags.text('output')
  if (word === undefined) throw new CliError(`Error: specify the type of resource to get. Types are ${configTypes.map(({ type }) => type).join(', ')}`)
  if (!['short', 'yaml'].includes(output)) throw new CliError(`Error: unknown output format ${output}. Types are yaml|short`)
  const type = configTypeOf(word)
  const resource = await resourceOf(call, type)
  const { api, target } = await call.cluster()
  const namespace = call.flags.bool('all-namespaces') ? undefined : target.namespace
  const objects = await told(async () => {
    if (name !== undefined) return [await api.get(pathOf(resource, target.namespace, name))]
    return listAt(await api.get(pathOf(resource, namespace)), 'items').filter(isObject)
  })
  if (objects.length === 0) return call.io.err('No resources found.\n')
  const typed = objects.map((object) => ({ ...object, apiVersion: type.apiVersion, kind: type.kind }))
  if (output === 'yaml') return call.io.out(typed.map((object) => `${toYaml(object)}---\n`).join(''))
  const [group = '', version = ''] = type.apiVersion.split('/')
  const rows = typed.map((object) => `${textAt(object, 'metadata', 'name')}\t${type.kind}.${version}.${group}\t${textAt(object, 'metadata', 'namespace')}`)
  call.io.out(new TabWriter({ minimum: 10, padding: 3 }).write(['NAME\tKIND\tNAMESPACE', ...rows]))
}

async function rulesOfFile(call: CommandCall): Promise<readonly Rule[]> {
  const file = call.flags.text('file')
  if (file === '') throw new CliError('Error: specify a file with -f')
  const { target } = await call.cluster()
  const rules: Rule[] = []
  for (const manifest of await readManifests(call.io, { filenames: [file], recursive: false, validates: false })) {
    if (manifest.kind === 'problem') throw new CliError(manifest.error.message.replace(/^error: /, 'Error: '))
    const { object } = manifest
    const kind = textAt(object, 'kind')
    const known = configTypes.find((one) => one.kind === kind)
    if (known === undefined) throw new CliError(`Error: unrecognized type ${kind}`)
    const namespace = textAt(object, 'metadata', 'namespace') || target.namespace
    const type = { ...known, apiVersion: textAt(object, 'apiVersion') }
    rules.push({ type, resource: await resourceOf(call, type), namespace, name: textAt(object, 'metadata', 'name'), object: withValue(object, ['metadata', 'namespace'], namespace) })
  }
  return rules
}

function keyOf({ type, namespace, name }: Rule): string {
  return `${type.type}/${namespace}/${name}`
}

// istioctl tells what the server said, without the name of the error.
async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof StatusError) throw new CliError(`Error: ${error.message}`)
    throw error
  }
}
