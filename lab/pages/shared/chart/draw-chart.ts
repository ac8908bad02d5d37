import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Unit } from '../format/units.ts'
import { chartAxes, valueRange } from './axes.ts'
import type { ChartCurve, ChartData } from './chart-data.ts'
import { createTooltip } from './tooltip.ts'

export interface ChartOptions {
  readonly unit: Unit
  /** Whether the area under each curve is tinted. */
  readonly fill?: boolean
  /** Upper end of the value axis. */
  readonly max?: number
  /** A part of the time axis was marked with the pointer; seconds. */
  onZoom?(fromS: number, toS: number): void
}

export interface DrawnChart {
  update(data: ChartData): void
  resize(width: number, height: number): void
  /** Paints again, e.g. with the colours of another theme. */
  repaint(): void
  destroy(): void
}

/** Keeps one uPlot in an element, and makes it anew only when other curves are to be drawn. */
export function drawChart(element: HTMLElement, options: ChartOptions): DrawnChart {
  const tooltip = createTooltip(options.unit)
  const size = { width: 0, height: 0 }
  let drawn: { readonly plot: uPlot; readonly identity: string } | undefined
  let data: ChartData = { times: [], curves: [], span: [0, 1] }

  function draw(): void {
    if (size.width <= 0 || size.height <= 0) return
    const identity = data.curves.map(({ key, colour }) => `${key} ${colour}`).join('\n')
    if (drawn?.identity === identity) {
      // Visibility first: setting the data ranges the axis by what is shown.
      drawn.plot.batch(() => {
        data.curves.forEach(({ visible }, index) => {
          if (drawn?.plot.series[index + 1]?.show !== visible) drawn?.plot.setSeries(index + 1, { show: visible })
        })
        drawn?.plot.setData(aligned(data), true)
      })
      return
    }
    drawn?.plot.destroy()
    drawn = { plot: new uPlot(settings(), aligned(data), element), identity }
  }

  function settings(): uPlot.Options {
    return {
      ...size,
      series: [{}, ...data.curves.map((curve) => seriesOf(curve, options.fill ?? false))],
      scales: {
        x: { time: true, range: () => [data.span[0], data.span[1]] },
        y: { range: (_, least, most) => valueRange(least, most, options.max) },
      },
      axes: chartAxes(options.unit),
      legend: { show: false },
      padding: [8, 18, 0, 0],
      cursor: { y: false, points: { size: 6 }, drag: { x: options.onZoom !== undefined, y: false, setScale: false } },
      hooks: { setCursor: [hover], setSelect: [zoom] },
    }
  }

  function hover(plot: uPlot): void {
    const { idx, left = -1, top = 0 } = plot.cursor
    if (left < 0 || idx === null || idx === undefined) return tooltip.hide()
    const { left: x, top: y } = plot.over.getBoundingClientRect()
    tooltip.show({ index: idx, timeS: data.times[idx] ?? 0, x: x + left, y: y + top }, data.curves)
  }

  function zoom(plot: uPlot): void {
    const { left, width } = plot.select
    if (width < 5) return
    const [from, to] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
    options.onZoom?.(from, to)
  }

  return {
    update(next) {
      data = next
      draw()
    },
    resize(width, height) {
      if (width === size.width && height === size.height) return
      Object.assign(size, { width, height })
      if (drawn && width > 0 && height > 0) drawn.plot.setSize(size)
      else draw()
    },
    repaint: () => drawn?.plot.redraw(false, true),
    destroy() {
      tooltip.hide()
      drawn?.plot.destroy()
      drawn = undefined
    },
  }
}

function aligned({ times, curves }: ChartData): uPlot.AlignedData {
  return [[...times], ...curves.map(({ values }) => [...values])]
}

function seriesOf({ name, colour, visible }: ChartCurve, fill: boolean): uPlot.Series {
  return { label: name, stroke: colour, width: 1.5, show: visible, points: { show: true, size: 5, filter: lonelyPoints }, ...(fill ? { fill: `${colour}1c` } : {}) }
}

/** A value between two gaps is no line: it is drawn as a dot. */
function lonelyPoints(plot: uPlot, seriesIndex: number): number[] {
  const values = plot.data[seriesIndex] ?? []
  const known = (index: number) => values[index] !== null && values[index] !== undefined
  return Array.from(values, (_, index) => index).filter((index) => known(index) && !known(index - 1) && !known(index + 1))
}
