import { entriesOf, type Labels } from '../../labels/labels.ts'

/** All labels in braces, as Prometheus' messages show a series. */
export function formatMetric(labels: Labels): string {
  return `{${entriesOf(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ')}}`
}
