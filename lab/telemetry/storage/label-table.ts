import type { Labels } from '../labels/labels.ts'
import type { SeriesName } from './series.ts'

/** Series as JSON: each text once, a series as its parts and the places of its texts. */
export interface LabelTable {
  readonly texts: readonly string[]
  readonly series: readonly (readonly number[])[]
}

export function toLabelTable(series: readonly SeriesName[]): LabelTable {
  const places = new Map<string, number>()
  const placeOf = (text: string) => {
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  }
  const rows = series.map(({ labels, parts }) => [parts, ...labels.map(placeOf)])
  return { texts: [...places.keys()], series: rows }
}

export function fromLabelTable({ texts, series }: LabelTable): readonly SeriesName[] {
  return series.map(([parts = 1, ...places]) => ({ parts, labels: places.map((place) => texts[place] ?? '') satisfies Labels }))
}
