/** A label set as names and values in turn, sorted by name: `['__name__', 'up', 'job', 'envoy']`. Compact, and equal sets have equal keys. */
export type Labels = readonly string[]

export const metricName = '__name__'
export const noLabels: Labels = []

export function labelsOf(record: Readonly<Record<string, string>>): Labels {
  return labelsFrom(Object.entries(record))
}

/** Sorts by name; of two equal names the later wins; an empty value means that the label is absent. */
export function labelsFrom(entries: Iterable<readonly [name: string, value: string]>): Labels {
  const sorted = [...new Map(entries)].filter(([, value]) => value !== '').toSorted(([a], [b]) => compareText(a, b))
  return sorted.flat()
}

export function valueOf(labels: Labels, name: string): string {
  for (let at = 0; at < labels.length; at += 2) if (labels[at] === name) return labels[at + 1] ?? ''
  return ''
}

export function entriesOf(labels: Labels): [name: string, value: string][] {
  const entries: [string, string][] = []
  for (let at = 0; at < labels.length; at += 2) entries.push([labels[at] ?? '', labels[at + 1] ?? ''])
  return entries
}

export function withLabel(labels: Labels, name: string, value: string): Labels {
  return labelsFrom([...entriesOf(labels), [name, value]])
}

export function onlyLabels(labels: Labels, names: ReadonlySet<string>): Labels {
  return filterLabels(labels, (name) => names.has(name))
}

export function withoutLabels(labels: Labels, names: ReadonlySet<string>): Labels {
  return filterLabels(labels, (name) => !names.has(name))
}

export function withoutName(labels: Labels): Labels {
  return valueOf(labels, metricName) === '' ? labels : filterLabels(labels, (name) => name !== metricName)
}

/** Two label sets are equal exactly when their keys are: half of a surrogate pair stands in no text that came as UTF-8. */
export function labelsKey(labels: Labels): string {
  return labels.join('\ud800')
}

/** The order of results in a range query: name by name, value by value, the shorter set first. */
export function compareLabels(a: Labels, b: Labels): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at += 1) {
    const order = compareText(a[at] ?? '', b[at] ?? '')
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** As Prometheus writes a series: `up{instance="x",job="envoy"}`. */
export function formatLabels(labels: Labels): string {
  const rest = entriesOf(withoutName(labels)).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const name = valueOf(labels, metricName)
  return rest.length === 0 && name !== '' ? name : `${name}{${rest.join(',')}}`
}

export function labelsRecord(labels: Labels): Record<string, string> {
  return Object.fromEntries(entriesOf(labels))
}

function filterLabels(labels: Labels, keep: (name: string) => boolean): Labels {
  const kept: string[] = []
  for (let at = 0; at < labels.length; at += 2) {
    const name = labels[at] ?? ''
    if (keep(name)) kept.push(name, labels[at + 1] ?? '')
  }
  return kept
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
