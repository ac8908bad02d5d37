import { apiVersionOf, qualifiedPlural } from '../api/discovery.ts'
import type { Resource } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError, usageError } from '../errors.ts'
import { ColumnWriter } from '../output/columns.ts'

/** `api-resources`: the types that the server serves, each in its preferred version. */
export async function apiResources(call: CommandCall): Promise<void> {
  const { flags, io } = call
  const [output, sortBy] = [flags.text('output'), flags.text('sort-by')]
  if (call.args.length > 0) throw usageError(call.path, `unexpected arguments: [${call.args.join(' ')}]`)
  if (!['', 'wide', 'name'].includes(output)) throw new CliError(`error: --output ${output} is not available`)
  if (!['', 'name', 'kind'].includes(sortBy)) throw new CliError('error: --sort-by accepts only name or kind')
  const rows = ordered((await listed(call)).filter((one) => isWanted(call, one)), sortBy)
  if (output === 'name') {
    io.out(rows.map((one) => `${qualifiedPlural(one)}\n`).join(''))
    return
  }
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(output === 'wide' ? ['VERBS'] : [])]
  const cells = rows.map((one) => [
    one.plural, one.shortNames.join(','), apiVersionOf(one), String(one.namespaced), one.kind, ...(output === 'wide' ? [`[${one.verbs.join(' ')}]`] : []),
  ])
  io.out(new ColumnWriter().write(flags.bool('no-headers') ? cells : [header, ...cells]))
}

// A type counts in the first version of its group that has it, not again in each further one.
async function listed(call: CommandCall): Promise<readonly Resource[]> {
  const { discovery } = await call.cluster()
  const seen = new Set<string>()
  return (await discovery.all()).filter((one) => {
    const known = seen.has(qualifiedPlural(one))
    seen.add(qualifiedPlural(one))
    return !known
  })
}

function isWanted({ flags }: CommandCall, one: Resource): boolean {
  if (flags.given('api-group') && flags.text('api-group') !== one.group) return false
  if (flags.given('namespaced') && flags.bool('namespaced') !== one.namespaced) return false
  if (flags.list('categories').some((category) => !one.categories.includes(category))) return false
  return one.verbs.length > 0 && flags.list('verbs').every((verb) => one.verbs.includes(verb))
}

function ordered(rows: readonly Resource[], sortBy: string): readonly Resource[] {
  const key = (one: Resource) => (sortBy === 'kind' ? [one.kind] : sortBy === 'name' ? [one.plural] : [one.group, one.plural])
  return rows.toSorted((a, b) => compare(key(a).join('\0'), key(b).join('\0')))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** `api-versions`: every group and version. */
export async function apiVersions(call: CommandCall): Promise<void> {
  if (call.args.length > 0) throw usageError(call.path, `unexpected arguments: [${call.args.join(' ')}]`)
  const { discovery } = await call.cluster()
  const versions = (await discovery.groupVersions()).map(apiVersionOf)
  call.io.out(versions.toSorted().map((one) => `${one}\n`).join(''))
}
