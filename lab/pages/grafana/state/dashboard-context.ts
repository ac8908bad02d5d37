import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { TimeGrid } from '../../shared/prometheus/client.ts'

export interface DashboardContext {
  /** What panels ask for; undefined until the variables are known. */
  readonly grid: TimeGrid | undefined
  /** What the time axes show, in seconds. */
  readonly span: readonly [number, number]
  /** A part of a time axis was marked. */
  zoom(fromS: number, toS: number): void
}

export const DashboardData = createContext<DashboardContext>({ grid: undefined, span: [0, 1], zoom() {} })

export function useDashboard(): DashboardContext {
  return useContext(DashboardData)
}
