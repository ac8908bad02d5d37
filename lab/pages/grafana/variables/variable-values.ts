import type { PrometheusClient } from '../../shared/prometheus/client.ts'
import type { Dashboard, Variable } from '../dashboard/dashboard.ts'
import type { Values } from './interpolate.ts'

/** Values that each variable has at the moment, sorted. */
export async function loadOptions(client: PrometheusClient, variables: readonly Variable[], signal: AbortSignal): Promise<Values> {
  const entries = variables.map(async ({ name, values: { label, metric } }) => {
    const values = await client.labelValues(label, metric, signal)
    return [name, values.filter((value) => value !== '').toSorted()] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** The values that expressions get: what was chosen, or all there are. */
export function effectiveValues({ variables }: Pick<Dashboard, 'variables'>, options: Values, chosen: Values): Values {
  return Object.fromEntries(variables.map(({ name }) => [name, chosen[name] ?? options[name] ?? []]))
}

/** Whether two sets of values are the same, so that nothing is drawn anew for nothing. */
export function sameValues(a: Values, b: Values): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name]?.join('\n') === b[name]?.join('\n'))
}
