import { useEffect, useState } from 'preact/hooks'
import { createTaskQueue } from '../../shared/http/task-queue.ts'
import { prometheusClient, type TimeGrid } from '../../shared/prometheus/client.ts'
import type { Target } from '../dashboard/dashboard.ts'
import { interpolate, type Values } from '../variables/interpolate.ts'
import { PanelLoader, type PanelData } from './panel-loader.ts'

/** Prometheus behind Grafana's data source. */
export const datasource = prometheusClient('/api/datasources/proxy/1')
const queue = createTaskQueue()

export interface PanelQuery {
  readonly targets: readonly Target[]
  readonly values: Values
  readonly nullAsZero?: boolean
  /** What to ask for; a new one at every refresh. */
  readonly grid: TimeGrid | undefined
}

/** The data of a panel, asked for anew with every grid. */
export function usePanelData({ targets, values, nullAsZero = false, grid }: PanelQuery): PanelData {
  const [data, setData] = useState<PanelData>({ frame: undefined, error: undefined })
  const [loader] = useState(() => new PanelLoader({ client: datasource, queue, onData: setData }))
  useEffect(() => () => loader.stop(), [loader])
  useEffect(() => {
    if (grid) loader.ask({ targets, expressions: targets.map(({ expr }) => interpolate(expr, values)), nullAsZero, grid })
  }, [loader, targets, values, nullAsZero, grid])
  return data
}
