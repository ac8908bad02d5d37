import type { Unit } from '../../shared/format/units.ts'
import type { TimeRange } from '../../shared/time/time-range.ts'

/** A dashboard as data. `$name` in expressions and titles stands for a variable's chosen values. */
export interface Dashboard {
  readonly title: string
  readonly range: TimeRange
  readonly refreshMs: number
  readonly variables: readonly Variable[]
  readonly rows: readonly Row[]
}

/** A choice above the dashboard; several values may be chosen, or all. */
export interface Variable {
  readonly name: string
  readonly label: string
  /** Where its values come from: a label, of one metric or of all. */
  readonly values: { readonly label: string; readonly metric?: string }
  readonly hidden?: boolean
}

export interface Row {
  /** A heading above the row that belongs to it and those below. */
  readonly heading?: string
  /** One row for each chosen value of this variable, which then has that value alone; its title is the value. */
  readonly repeat?: string
  readonly panels: readonly Panel[]
}

export interface Target {
  readonly expr: string
  /** `{{ label }}` stands for a label of the series. */
  readonly legend?: string
}

export type Panel = StatPanel | GraphPanel | TextPanel

interface TextPanel {
  readonly kind: 'text'
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** One number over a small curve: the average of the range. */
export interface StatPanel {
  readonly kind: 'stat'
  readonly title: string
  readonly unit: Unit
  readonly targets: readonly Target[]
}

export interface GraphPanel {
  readonly kind: 'graph'
  readonly title: string
  readonly unit: Unit
  readonly targets: readonly Target[]
  /** Whether a moment without data is drawn as zero; a gap otherwise. */
  readonly nullAsZero?: boolean
  /** Whether the area under each curve is tinted. */
  readonly fill?: boolean
  /** Upper end of the axis; as the data asks for when absent. */
  readonly max?: number
  /** Columns of 24. */
  readonly width: number
}
