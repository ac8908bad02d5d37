import type { Trace } from '../spans/stored-span.ts'

export interface Dependency {
  readonly parent: string
  readonly child: string
  readonly callCount: number
}

/** Who called whom, and how often, in the traces that began between the two times. */
export function dependenciesOf(traces: Iterable<Trace>, fromMs: number, toMs: number): readonly Dependency[] {
  const counts = new Map<string, Dependency>()
  for (const { spans, startMs } of traces) {
    if (startMs < fromMs || startMs > toMs) continue
    const services = new Map(spans.map(({ spanId, shape }) => [spanId, shape.service]))
    for (const { parentSpanId, shape } of spans) {
      const parent = parentSpanId === undefined ? undefined : services.get(parentSpanId)
      if (parent === undefined || parent === shape.service) continue
      const key = `${parent} ${shape.service}`
      counts.set(key, { parent, child: shape.service, callCount: (counts.get(key)?.callCount ?? 0) + 1 })
    }
  }
  return [...counts.values()]
}
