import { CliError } from '../errors.ts'
import type { Discovery, Resource } from './discovery.ts'
import { knownTypes } from './known-types.ts'

/**
 * Finds the type a learner means: `pods`, `pod`, `po`, `Pod`, `deployments.apps`, `deployments.v1.apps`.
 * @throws CliError `the server doesn't have a resource type "x"`.
 */
export async function resolveType(discovery: Discovery, word: string): Promise<Resource> {
  const name = word.toLowerCase()
  if (!name.includes('.')) {
    const known = pick(knownTypes, name)
    if (known !== undefined) return known
    const other = pick(await discovery.all(), name)
    if (other !== undefined) return other
    throw new CliError(`error: the server doesn't have a resource type "${word}"`)
  }
  const [plural = '', second = '', ...rest] = name.split('.')
  const everything = await discovery.all()
  const versioned = everything.filter(({ group, version }) => version === second && group === rest.join('.'))
  const grouped = everything.filter(({ group }) => group === [second, ...rest].join('.'))
  const prefixed = everything.filter(({ group }) => group !== '' && group.startsWith([second, ...rest].join('.')))
  const found = pick(versioned, plural) ?? pick(grouped, plural) ?? pick(prefixed, plural)
  if (found === undefined) throw new CliError(`error: the server doesn't have a resource type "${word.split('.')[0]}"`)
  return found
}

/** Types of a category such as `all`; none when no type has it. */
export async function typesOfCategory(discovery: Discovery, category: string): Promise<readonly Resource[]> {
  const found = (await discovery.all()).filter(({ categories }) => categories.includes(category))
  const first = new Map<string, Resource>()
  for (const one of found) if (!first.has(`${one.plural}.${one.group}`)) first.set(`${one.plural}.${one.group}`, one)
  return [...first.values()]
}

// Full names before short ones: a type called `po` would win over the short name of pods.
function pick(resources: readonly Resource[], name: string): Resource | undefined {
  return resources.find(({ plural }) => plural === name) ?? resources.find(({ singular, kind }) => singular === name || kind.toLowerCase() === name)
    ?? resources.find(({ shortNames }) => shortNames.includes(name))
}

/** The type of an object in a file; undefined when the server does not serve it. */
export async function resolveKind(discovery: Discovery, apiVersion: string, kind: string): Promise<Resource | undefined> {
  const at = apiVersion.indexOf('/')
  const known = knownTypes.find((one) => one.kind === kind && apiVersion === (one.group === '' ? one.version : `${one.group}/${one.version}`))
  if (known !== undefined) return known
  const version = at < 0 ? { group: '', version: apiVersion } : { group: apiVersion.slice(0, at), version: apiVersion.slice(at + 1) }
  try {
    return (await discovery.resources(version)).find((one) => one.kind === kind)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'reason' in error && error.reason === 'NotFound'
}
