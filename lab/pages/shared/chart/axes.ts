import type uPlot from 'uplot'
import { formatValue, type Unit } from '../format/units.ts'

const font = '11px ui-sans-serif, system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'
const day = 86_400
/** Distances of ticks in seconds: two minutes are round, too, which uPlot's own list has not. */
const timeIncrements = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, day, 2 * day, 7 * day]

/** Colours of the style sheet: a canvas has to be told. */
function variable(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || '#888888'
}

/** `light-dark()` is for the browser to resolve; an element that wears the colour tells what came out. */
function resolved(name: string): () => string {
  return () => {
    const probe = document.createElement('i')
    probe.style.color = variable(name)
    document.body.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }
}

/** A time axis below and a value axis at the left. */
export function chartAxes(unit: Unit): uPlot.Axis[] {
  const [text, line] = [resolved('--text-soft'), resolved('--line')]
  const grid = { stroke: line, width: 1 }
  const look = { stroke: text, font, grid, ticks: { show: false }, border: { show: false } }
  return [
    { ...look, size: 24, gap: 6, space: 64, incrs: timeIncrements, values: (_, splits, ...[, , increment]) => splits.map((split) => timeText(split, increment)) },
    { ...look, gap: 6, space: 30, size: axisWidth, values: (_, splits, ...[, , increment]) => splits.map((split) => formatValue(unit, split, increment)) },
  ]
}

/** As wide as the longest label. */
function axisWidth(plot: uPlot, values: string[] | null, axisIndex: number): number {
  const longest = (values ?? []).reduce((most, value) => (value.length > most.length ? value : most), '')
  if (longest === '') return 30
  plot.ctx.save()
  const own = plot.axes[axisIndex]?.font
  // uPlot keeps a font as text, size and offset.
  plot.ctx.font = String(Array.isArray(own) ? (own as readonly unknown[])[0] : font)
  const width = plot.ctx.measureText(longest).width / devicePixelRatio
  plot.ctx.restore()
  return Math.ceil(width) + 14
}

/** The time of a tick: with seconds, or a date, where the distance of the ticks asks for it. */
export function timeText(seconds: number, increment: number): string {
  const date = new Date(seconds * 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  if (increment >= day) return `${two(date.getMonth() + 1)}/${two(date.getDate())}`
  const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`
  return increment < 60 ? `${minutes}:${two(date.getSeconds())}` : minutes
}

/** From zero to a little above the highest value, so that no curve touches the edge. */
export function valueRange(least: number | null, most: number | null, max: number | undefined): [number, number] {
  if (max !== undefined) return [0, max]
  const low = Math.min(0, least ?? 0)
  if (most === null || !Number.isFinite(most) || most <= low) return [low, low + 1]
  return [low < 0 ? low * 1.05 : 0, most * 1.08]
}
