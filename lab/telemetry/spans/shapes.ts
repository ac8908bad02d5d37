import type { Span } from '../telemetry.ts'
import { requestIdTag, type SpanShape } from './stored-span.ts'

/** Shapes looked up; traffic has some dozens, unless its URLs differ. Beyond it the table starts anew: spans keep theirs. */
const maxShapes = 2000

/** Gives equal spans one shape: five page views a second are forty spans a second, alike but for their ids and times. */
export class Shapes {
  #known = new Map<string, SpanShape>()

  of({ service, operation, kind, tags }: Span): SpanShape {
    let key = `${service}\u00ff${operation}\u00ff${kind}`
    // Spans are many: no lists are built to look one up.
    for (const name in tags) if (name !== requestIdTag) key += `\u00ff${name}\u00ff${tags[name] ?? ''}`
    const known = this.#known.get(key)
    if (known) return known
    const { [requestIdTag]: _, ...shared } = tags
    const shape: SpanShape = { service, operation, kind, tags: shared }
    if (this.#known.size >= maxShapes) this.#known = new Map()
    this.#known.set(key, shape)
    return shape
  }
}
