import type { Resource } from '../api/discovery.ts'
import { resolveType, typesOfCategory } from '../api/resolve-type.ts'
import type { Cluster, ProgramName } from '../command.ts'
import { CliError } from '../errors.ts'

/** What arguments like `pods`, `po,svc`, `deploy web`, `pod/a svc/b` name: whole types, or objects of a type. */
export interface Selection {
  readonly resource: Resource
  /** Undefined: all objects of the type. */
  readonly name?: string
}

export interface SelectionWords {
  readonly args: readonly string[]
  readonly program: ProgramName
  readonly verb: string
}

/**
 * Reads the arguments that name objects.
 * @throws CliError in kubectl's words for forms that do not go together, or types that are not served.
 */
export async function readSelection({ discovery }: Pick<Cluster, 'discovery'>, words: SelectionWords): Promise<readonly Selection[]> {
  const { args } = words
  if (args.some((arg) => arg.includes('/'))) return readPairs(discovery, words)
  const [types = '', ...names] = args
  const resources = await readTypes(discovery, types)
  if (names.length === 0) return resources.map((resource) => ({ resource }))
  if (resources.length > 1 && types.split(',').length === 1) {
    throw new CliError(`error: name cannot be given with a group of types such as "${types}"`)
  }
  return resources.flatMap((resource) => names.map((name) => ({ resource, name })))
}

async function readPairs(discovery: Cluster['discovery'], { args, program, verb }: SelectionWords): Promise<Selection[]> {
  if (args.some((arg) => !arg.includes('/'))) {
    throw new CliError('error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form '
      + `(e.g. '${program} ${verb} resource/<resource_name>' instead of '${program} ${verb} resource resource/<resource_name>'`)
  }
  const found: Selection[] = []
  for (const arg of args) {
    const parts = arg.split('/')
    if (parts.length !== 2) throw new CliError('error: arguments in resource/name form may not have more than one slash')
    const [type = '', name = ''] = parts
    if (type === '' || name === '' || type.includes(',')) {
      throw new CliError('error: arguments in resource/name form must have a single resource and name')
    }
    found.push({ resource: await resolveType(discovery, type), name })
  }
  return found
}

async function readTypes(discovery: Cluster['discovery'], words: string): Promise<Resource[]> {
  const lists = await Promise.all(words.split(',').filter((word) => word !== '').map((word) => readType(discovery, word)))
  return lists.flat()
}

// A category such as `all` stands for several types. Asking for categories costs a request per group, so types are tried first.
async function readType(discovery: Cluster['discovery'], word: string): Promise<readonly Resource[]> {
  if (word === 'all') return typesOfCategory(discovery, word)
  try {
    return [await resolveType(discovery, word)]
  } catch (error) {
    const found = word.includes('.') ? [] : await typesOfCategory(discovery, word)
    if (found.length === 0) throw error
    return found
  }
}
