import { type Labels, labelsKey, metricName, onlyLabels, withoutLabels } from '../../labels/labels.ts'
import type { Row } from '../evaluate/row.ts'

export interface Group {
  readonly labels: Labels
  readonly members: Row[]
}

export interface Grouping {
  readonly without: boolean
  readonly labels: readonly string[]
}

/** Rows by the labels that an aggregation keeps, in the order in which they are met. */
export function groupRows(rows: readonly Row[], grouping: Grouping): readonly Group[] {
  const keep = labelKeeper(grouping)
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const labels = keep(row.labels)
    const key = labelsKey(labels)
    const group = groups.get(key)
    if (group) group.members.push(row)
    else groups.set(key, { labels, members: [row] })
  }
  return [...groups.values()]
}

/** `without` always drops the name; `by` keeps what it names. */
export function labelKeeper({ without, labels }: Grouping): (labels: Labels) => Labels {
  const names = new Set(labels)
  if (!without) return (all) => onlyLabels(all, names)
  names.add(metricName)
  return (all) => withoutLabels(all, names)
}
