import { useEffect, useRef } from 'preact/hooks'
import type { Unit } from '../format/units.ts'
import { useTheme } from '../theme/use-theme.ts'
import css from './chart.module.css'
import type { ChartData } from './chart-data.ts'
import { drawChart, type DrawnChart } from './draw-chart.ts'

interface ChartProps {
  readonly data: ChartData
  readonly unit: Unit
  readonly height: number
  readonly fill?: boolean
  readonly max?: number | undefined
  readonly onZoom?: (fromS: number, toS: number) => void
}

/** Curves over time, as wide as there is room. */
export function Chart({ data, unit, height, fill = false, max, onZoom }: ChartProps) {
  const elementRef = useRef<HTMLDivElement>(null)
  const chartRef = useRef<DrawnChart | undefined>(undefined)
  const zoomRef = useRef(onZoom)
  const theme = useTheme()

  useEffect(() => {
    zoomRef.current = onZoom
  }, [onZoom])

  useEffect(() => {
    const target = elementRef.current
    if (!target) return undefined
    const drawn = drawChart(target, { unit, fill, ...(max === undefined ? {} : { max }), onZoom: (from, to) => zoomRef.current?.(from, to) })
    chartRef.current = drawn
    const observer = new ResizeObserver(() => drawn.resize(target.clientWidth, target.clientHeight))
    observer.observe(target)
    drawn.resize(target.clientWidth, target.clientHeight)
    return () => {
      observer.disconnect()
      drawn.destroy()
    }
  }, [unit, fill, max])

  useEffect(() => chartRef.current?.update(data), [data, unit, fill, max])
  useEffect(() => chartRef.current?.repaint(), [theme])

  return <div ref={elementRef} class={css['chart']} style={{ height: `${height}px` }} />
}
