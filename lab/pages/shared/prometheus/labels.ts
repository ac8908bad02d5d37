export type Labels = Readonly<Record<string, string>>

const placeholder = /\{\{\s*([\w.]+)\s*\}\}/g

/**
 * Name of a series in a legend: `{{ label }}` stands for the label's value, and for its own name where the series has no such
 * label. Without a format the name is written as Prometheus writes it.
 */
export function legendName(format: string | undefined, labels: Labels): string {
  if (!format) return seriesName(labels)
  return format.replace(placeholder, (_, name: string) => labels[name] ?? name)
}

/** A series as Prometheus writes it: `name{a="b",c="d"}`. */
export function seriesName({ __name__: name = '', ...labels }: Labels): string {
  const pairs = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([label, value]) => `${label}=${JSON.stringify(value)}`)
  return pairs.length === 0 && name !== '' ? name : `${name}{${pairs.join(',')}}`
}
