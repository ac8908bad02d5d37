import type { Dashboard } from '../dashboard/dashboard.ts'
import type { TimeRange } from '../../shared/time/time-range.ts'
import { formatDuration, parseDuration } from '../../shared/time/time-range.ts'

/** What is chosen on a dashboard, as its address tells it. */
export interface DashboardState {
  readonly range: TimeRange
  /** 0: only when asked. */
  readonly refreshMs: number
  /** Chosen values by variable; no entry means all. */
  readonly chosen: Readonly<Record<string, readonly string[]>>
}

const all = new Set(['All', '$__all', ''])
/** Faster than this a lab would do little else. */
const leastRefreshMs = 1000

/** Reads an address as Grafana writes them: `from`, `to`, `refresh`, and `var-NAME` once for each value. */
export function readAddress(search: URLSearchParams, dashboard: Dashboard): DashboardState {
  const chosen = dashboard.variables.flatMap(({ name }) => {
    const values = search.getAll(`var-${name}`)
    return values.length === 0 || values.some((value) => all.has(value)) ? [] : [[name, values] as const]
  })
  return {
    range: { from: search.get('from') ?? dashboard.range.from, to: search.get('to') ?? dashboard.range.to },
    refreshMs: readRefresh(search.get('refresh'), dashboard.refreshMs),
    chosen: Object.fromEntries(chosen),
  }
}

function readRefresh(written: string | null, otherwise: number): number {
  if (written === null) return otherwise
  const ms = parseDuration(written) ?? 0
  return ms === 0 ? 0 : Math.max(leastRefreshMs, ms)
}

/** The address of a state. What is as the dashboard has it is left out; parameters of others stay. */
export function writeAddress(search: URLSearchParams, { range, refreshMs, chosen }: DashboardState, dashboard: Dashboard): URLSearchParams {
  const written = new URLSearchParams(search)
  const put = (name: string, value: string, usual: string) => (value === usual ? written.delete(name) : written.set(name, value))
  put('from', range.from, dashboard.range.from)
  put('to', range.to, dashboard.range.to)
  put('refresh', refreshMs === 0 ? 'off' : formatDuration(refreshMs), formatDuration(dashboard.refreshMs))
  for (const { name } of dashboard.variables) {
    written.delete(`var-${name}`)
    for (const value of chosen[name] ?? []) written.append(`var-${name}`, value)
  }
  return written
}

export type DashboardAction =
  | { readonly kind: 'range-chosen'; readonly range: TimeRange }
  | { readonly kind: 'refresh-chosen'; readonly refreshMs: number }
  | { readonly kind: 'value-toggled'; readonly variable: string; readonly value: string }
  | { readonly kind: 'all-chosen'; readonly variable: string }

export function dashboardReducer(state: DashboardState, action: DashboardAction): DashboardState {
  switch (action.kind) {
    case 'range-chosen': return { ...state, range: action.range }
    case 'refresh-chosen': return { ...state, refreshMs: action.refreshMs }
    case 'all-chosen': return { ...state, chosen: without(state.chosen, action.variable) }
    case 'value-toggled': {
      const before = state.chosen[action.variable] ?? []
      const values = before.includes(action.value) ? before.filter((value) => value !== action.value) : [...before, action.value]
      return { ...state, chosen: values.length === 0 ? without(state.chosen, action.variable) : { ...state.chosen, [action.variable]: values } }
    }
  }
}

function without(chosen: DashboardState['chosen'], name: string): DashboardState['chosen'] {
  return Object.fromEntries(Object.entries(chosen).filter(([key]) => key !== name))
}
