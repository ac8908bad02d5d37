import { type Labels, labelsKey, metricName, onlyLabels, withoutLabels } from '../../labels/labels.ts'
import type { Matching } from '../syntax/ast.ts'

/** The labels by which two series find each other. */
export function matchLabels({ on, labels }: Matching): (all: Labels) => Labels {
  const names = new Set(labels)
  if (on) return (all) => onlyLabels(all, names)
  names.add(metricName)
  return (all) => withoutLabels(all, names)
}

/** The same as a text. */
export function matchKey(matching: Matching): (labels: Labels) => string {
  const match = matchLabels(matching)
  return (labels) => labelsKey(match(labels))
}
