import type { CommandCall } from '../../command.ts'
import { pathOf } from '../../api/discovery.ts'
import { resolveType } from '../../api/resolve-type.ts'
import { CliError } from '../../errors.ts'
import { dig, isObject, listAt, objectAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { chosenItems } from '../../resources/chosen.ts'
import { eachItem } from '../../resources/each.ts'
import { changePods } from './change-pods.ts'
import { containersAt, containersPatch, fits, podSpecPath } from './pod-spec.ts'

/** `set env deployment/web NAME=value OTHER-`: variables of the containers. */
export async function setEnv(call: CommandCall): Promise<void> {
  const isChange = (word: string) => /^[A-Za-z_.-][\w.-]*=/.test(word) || (word.endsWith('-') && word.length > 1)
  const args = call.args.filter((word) => !isChange(word))
  const changes = [...call.args.filter(isChange), ...call.flags.list('env')]
  const removed = changes.filter((word) => !word.includes('=')).map((word) => word.slice(0, -1))
  const given = changes.filter((word) => word.includes('=')).map((word): JsonObject => ({ name: word.slice(0, word.indexOf('=')), value: word.slice(word.indexOf('=') + 1) }))
  if (args.length === 0 && call.flags.list('filename').length === 0) throw new CliError('error: one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (call.flags.bool('list')) return listVariables(call, args)
  const set = [...given, ...(await variablesFrom(call))]
  const pattern = call.flags.text('containers')
  await changePods(call, {
    args, done: 'env updated',
    patchOf({ object, resource, name: itemName }, path) {
      const containers = containersAt(object, path).filter((container) => fits(pattern, textAt(container, 'name')))
      if (containers.length === 0) throw new CliError(`error: ${resource.kind} "${itemName}" does not have any containers matching "${pattern}"`)
      const patches = containers.flatMap((container): JsonObject[] => {
        const have = listAt(container, 'env').filter(isObject)
        const changed = set.filter((one) => !have.some((old) => old.name === one.name && old.value === one.value && old.valueFrom === one.valueFrom))
        const gone = have.filter(({ name }) => removed.includes(String(name))).map(({ name }): JsonObject => ({ $patch: 'delete', name: name ?? null }))
        const cleared = changed.map((one): JsonObject => ({ ...(one.valueFrom === undefined ? { valueFrom: null } : { value: null }), ...one }))
        return changed.length + gone.length === 0 ? [] : [{ name: textAt(container, 'name'), env: [...cleared, ...gone] }]
      })
      return patches.length === 0 ? undefined : containersPatch(path, { containers: patches })
    },
  })
}

async function listVariables(call: CommandCall, args: readonly string[]): Promise<void> {
  await eachItem(chosenItems(call, { args, wholeTypes: call.flags.bool('all') }), async (item) => {
    const path = podSpecPath(item)
    if (path === undefined) return
    for (const container of containersAt(item.object, path)) {
      call.io.out(`# ${item.resource.kind} ${item.name}, container ${textAt(container, 'name')}\n`)
      for (const variable of listAt(container, 'env').filter(isObject)) call.io.out(`${variableText(variable)}\n`)
    }
  })
}

function variableText(variable: JsonObject): string {
  const name = textAt(variable, 'name')
  if (!isObject(variable.valueFrom)) return `${name}=${textAt(variable, 'value')}`
  const from = variable.valueFrom
  if (isObject(from.secretKeyRef)) return `# ${name} from secret ${textAt(from, 'secretKeyRef', 'name')}, key ${textAt(from, 'secretKeyRef', 'key')}`
  if (isObject(from.configMapKeyRef)) return `# ${name} from configmap ${textAt(from, 'configMapKeyRef', 'name')}, key ${textAt(from, 'configMapKeyRef', 'key')}`
  return `# ${name} from field path ${textAt(from, 'fieldRef', 'fieldPath')}`
}

// `--from=configmap/settings`: a variable for each of its keys.
async function variablesFrom(call: CommandCall): Promise<readonly JsonObject[]> {
  const from = call.flags.text('from')
  if (from === '') return []
  const [type = '', name = ''] = from.split('/')
  const { api, discovery, target } = await call.cluster()
  const resource = await resolveType(discovery, type)
  if (!['ConfigMap', 'Secret'].includes(resource.kind)) throw new CliError(`error: unsupported resource specified in --from`)
  const object = await api.get(pathOf(resource, target.namespace, name))
  const wanted = call.flags.list('keys')
  const ref = resource.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef'
  return Object.keys(objectAt(object, 'data')).filter((key) => wanted.length === 0 || wanted.includes(key)).toSorted().map((key) => ({
    name: `${call.flags.text('prefix')}${key.toUpperCase().replace(/[^A-Z0-9_]/g, '_')}`, valueFrom: { [ref]: { key, name: String(dig(object, 'metadata', 'name')) } },
  }))
}
