import { formatValue, type Unit } from '../format/units.ts'
import css from './chart.module.css'
import type { ChartCurve } from './chart-data.ts'
import { timeText } from './axes.ts'

/** Rows that fit beside a cursor. */
const mostRows = 12

interface Hover {
  readonly timeS: number
  readonly index: number
  /** Where the pointer is, in the window. */
  readonly x: number
  readonly y: number
}

export interface Tooltip {
  show(hover: Hover, curves: readonly ChartCurve[]): void
  hide(): void
}

/** A box beside the pointer that tells what the curves are at its moment, the highest first. */
export function createTooltip(unit: Unit): Tooltip {
  const box = document.createElement('div')
  box.className = css['tooltip'] ?? ''
  box.setAttribute('aria-hidden', 'true')
  return {
    show({ timeS, index, x, y }, curves) {
      const rows = curves.filter(({ visible }) => visible).map((curve) => ({ curve, value: curve.values[index] ?? null })).filter(({ value }) => value !== null)
        .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
      if (rows.length === 0) return this.hide()
      box.replaceChildren(line(css['time'], timeText(timeS, 1)), ...rows.slice(0, mostRows).map(({ curve, value }) => row(curve, formatValue(unit, value ?? 0))))
      if (rows.length > mostRows) box.append(line(css['time'], `and ${rows.length - mostRows} more`))
      if (!box.isConnected) document.body.append(box)
      const { width, height } = box.getBoundingClientRect()
      const left = x + 16 + width > innerWidth ? x - 16 - width : x + 16
      box.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, Math.min(y + 12, innerHeight - height - 4))}px)`
    },
    hide: () => box.remove(),
  }
}

function line(className: string | undefined, text: string): HTMLElement {
  const element = document.createElement('div')
  element.className = className ?? ''
  element.textContent = text
  return element
}

function row({ name, colour }: ChartCurve, value: string): HTMLElement {
  const element = document.createElement('div')
  element.className = css['row'] ?? ''
  const mark = document.createElement('i')
  mark.style.background = colour
  const [label, number] = [document.createElement('span'), document.createElement('b')]
  label.textContent = name
  number.textContent = value
  element.append(mark, label, number)
  return element
}
