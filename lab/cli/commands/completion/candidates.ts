import { pathOf } from '../../api/discovery.ts'
import { resolveType } from '../../api/resolve-type.ts'
import type { Command, CommandCall } from '../../command.ts'
import { isObject, listAt, textAt } from '../../json.ts'
import { listProjects, projectName } from '../openshift/projects-api.ts'
import { globalFlags } from '../shared-flags.ts'

/** `__complete -- WORD...`: what the last word may become, one on each line; the shell's completion asks for it. */
export async function complete(call: CommandCall, root: Command): Promise<void> {
  const { command, positional, current, pending } = read(root, call.args)
  const found = await candidates(call, { command, positional, current, pending })
  call.io.out([...new Set(found)].filter((one) => one.startsWith(current)).toSorted().map((one) => `${one}\n`).join(''))
}

interface Reading {
  readonly command: Command
  /** Words of the command before the current one that are no flags. */
  readonly positional: readonly string[]
  readonly current: string
  /** Flag that the current word is the value of. */
  readonly pending: string | undefined
}

function read(root: Command, words: readonly string[]): Reading {
  const current = words.at(-1) ?? ''
  let command = root
  const positional: string[] = []
  let pending: string | undefined
  for (const word of words.slice(0, -1)) {
    if (pending !== undefined) pending = undefined
    else if (word.startsWith('-')) {
      const flag = [...(command.flags ?? []), ...globalFlags].find(({ name, short }) => word === `--${name}` || word === `-${short}`)
      pending = flag !== undefined && flag.alone === undefined ? flag.name : undefined
    } else {
      const next = positional.length === 0 ? (command.subcommands ?? []).find(({ name, aliases = [] }) => name === word || aliases.includes(word)) : undefined
      if (next === undefined) positional.push(word)
      else command = next
    }
  }
  return { command, positional, current, pending }
}

async function candidates(call: CommandCall, { command, positional, current, pending }: Reading): Promise<readonly string[]> {
  if (pending === 'namespace') return namesOf(call, 'namespaces')
  if (pending !== undefined) return []
  if (current.startsWith('-')) return [...(command.flags ?? []), ...globalFlags].filter(({ hidden }) => hidden !== true).map(({ name }) => `--${name}`)
  const subcommands = (command.subcommands ?? []).filter(({ hidden }) => hidden !== true).map(({ name }) => name)
  if (positional.length === 0 && subcommands.length > 0) return subcommands
  if (command.name === 'project') return (await listProjects(await call.cluster())).map(projectName)
  if (command.name === 'use-context') return (await call.kubeconfig()).contexts.map(({ name }) => name)
  if (command.name === 'logs' || command.name === 'exec' || command.name === 'rsh') return positional.length === 0 ? objectsAt(call, current, 'pods') : []
  if (!/\bTYPE\b/.test(command.usage ?? '')) return []
  const [type] = positional
  if (type !== undefined && !type.includes('/')) return namesOf(call, type)
  return objectsAt(call, current, undefined)
}

// `deploy/re` is completed to names of that type; a word without a slash to types, or to names of the type that stands for all.
async function objectsAt(call: CommandCall, current: string, standard: string | undefined): Promise<readonly string[]> {
  const at = current.indexOf('/')
  if (at >= 0) return (await namesOf(call, current.slice(0, at))).map((name) => `${current.slice(0, at)}/${name}`)
  if (standard !== undefined) return namesOf(call, standard)
  return (await (await call.cluster()).discovery.all()).map(({ plural }) => plural)
}

async function namesOf(call: CommandCall, type: string): Promise<readonly string[]> {
  const { api, discovery, target } = await call.cluster()
  const resource = await resolveType(discovery, type)
  const list = await api.get(pathOf(resource, resource.namespaced ? target.namespace : undefined))
  return listAt(list, 'items').filter(isObject).map((object) => textAt(object, 'metadata', 'name'))
}
