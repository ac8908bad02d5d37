import { metricName, valueOf } from '../labels/labels.ts'
import { exposeLabels, expositionType } from '../metrics/exposition.ts'
import { formatSample } from '../metrics/format-number.ts'
import type { HopResponse } from '../../images/image.ts'
import type { Matcher } from '../storage/matcher.ts'
import type { SampleSource } from '../promql/evaluate/context.ts'

const lookbackMs = 5 * 60_000

/** The latest sample of each series that matches, in the text format: what another Prometheus reads from this one. */
export function federate(source: SampleSource, selectors: readonly (readonly Matcher[])[], nowMs: number): HopResponse {
  const lines = new Map<string, string>()
  for (const { labels, times, values, goneAt } of selectors.flatMap((matchers) => source.select(matchers, nowMs - lookbackMs, nowMs))) {
    const time = times.at(-1)
    if (time === undefined || (goneAt.at(-1) ?? -Infinity) > time) continue
    lines.set(`${valueOf(labels, metricName)}\n${exposeLabels(labels)}`, `${exposeLabels(labels)} ${formatSample(values.at(-1) ?? Number.NaN)} ${time}\n`)
  }
  let body = ''
  let before: string | undefined
  for (const [key, line] of [...lines].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const name = key.slice(0, key.indexOf('\n'))
    body += name === before ? line : `# TYPE ${name} untyped\n${line}`
    before = name
  }
  return { status: 200, headers: { 'content-type': expositionType }, body }
}
